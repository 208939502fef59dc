import { z } from 'zod';
import { compileCondition, compileFormula, FORMULA_VARIABLES, FormulaError } from '../formula.ts';
import { ruleBase } from './base.ts';

/** A text that one of the formula readers takes. */
const formulaText = (read: (text: string) => unknown) =>
  z
    .string()
    .min(1)
    .max(500)
    .check(({ value, issues }) => {
      try {
        read(value);
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        issues.push({ code: 'custom', input: value, message: error.message.replace(/\.$/, '') });
      }
    });

/** Vale's `metric`: a formula of what the whole draft is made of. */
export const metricRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('metric'),
    formula: formulaText(compileFormula).describe(
      `Numbers, \`+ - * /\`, parentheses, functions such as \`math.sqrt(words)\` and these: ${FORMULA_VARIABLES.join(', ')}.`,
    ),
    condition: formulaText(compileCondition).describe(
      'What makes the formula’s value a hit, such as `> 8` or `> 8 && words > 30`.',
    ),
  })
  .describe('any measure of a whole draft (Vale’s `metric`); `{value}` is what the formula gives');
