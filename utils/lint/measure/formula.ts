/**
 * A formula ready to run: reverse Polish notation. A number stands for itself, `$words` for a variable, any other text
 * for an operator or function. Made by `compileFormula` of utils/rules/formula.ts.
 */
export type FormulaPlan = readonly (number | string)[];

export type Values = Readonly<Record<string, number>>;

type Operation = (a: number, b: number) => number;
const OPERATORS: Readonly<Record<string, Operation>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
  'math.pow': Math.pow,
  'math.mod': (a, b) => a % b,
  'math.max': Math.max,
  'math.min': Math.min,
  'math.hypot': Math.hypot,
};
const FUNCTIONS: Readonly<Record<string, (a: number) => number>> = {
  negate: (a) => -a,
  '!': (a) => Number(a === 0),
  'math.abs': Math.abs,
  'math.cbrt': Math.cbrt,
  'math.ceil': Math.ceil,
  'math.exp': Math.exp,
  'math.floor': Math.floor,
  'math.log': Math.log,
  'math.log10': Math.log10,
  'math.log2': Math.log2,
  'math.sqrt': Math.sqrt,
  'math.trunc': Math.trunc,
};

/** How many arguments each function takes that a formula may call. */
export const FUNCTION_ARGUMENTS: ReadonlyMap<string, number> = new Map(
  [
    ...Object.keys(FUNCTIONS).map((name) => [name, 1] as const),
    ...Object.keys(OPERATORS).map((name) => [name, 2] as const),
  ].filter(([name]) => name.startsWith('math.')),
);

/** The value; a variable without a value is 0. May be infinite or not a number, as with a division by 0. */
export function evaluate(plan: FormulaPlan, values: Values): number {
  const stack: number[] = [];
  for (const step of plan) {
    if (typeof step === 'number') stack.push(step);
    else if (step.startsWith('$')) stack.push(values[step.slice(1)] ?? 0);
    else {
      const last = stack.pop() ?? Number.NaN;
      const unary = FUNCTIONS[step];
      stack.push(unary ? unary(last) : (OPERATORS[step]?.(stack.pop() ?? Number.NaN, last) ?? Number.NaN));
    }
  }
  return stack.pop() ?? Number.NaN;
}
