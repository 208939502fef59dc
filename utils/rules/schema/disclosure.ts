import { z } from 'zod';
import { id, patterns, ruleBase } from './base.ts';

/** What has to stand in a post where something else does: a label, a warning, a risk beside a benefit. */
export const disclosureRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('disclosure'),
    if: z
      .strictObject({
        tokens: patterns.optional(),
        context: z.array(id).min(1).max(50).optional(),
        rules: z
          .array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'pack/rule'))
          .min(1)
          .max(50)
          .optional(),
      })
      .refine((trigger) => Object.values(trigger).some((value) => value !== undefined), {
        error: 'name tokens, a context or rules',
      })
      .describe(
        'What makes it needed, any of: `tokens` (patterns, whole words, case ignored), `context` (what the author declared, such as paid), `rules` (`pack/rule` of which the draft has a finding in its text).',
      ),
    then: z
      .strictObject({
        tokens: patterns,
        within: z.enum(['text', 'fold', 'first-part', 'same-part']).optional(),
        hashtags: z.enum(['counted', 'ignored']).optional(),
        add: z.array(z.string().min(1).max(200)).max(4).optional(),
      })
      .describe(
        '`tokens`: patterns of which one has to stand in the draft. `within`: anywhere (`text`, the default), before the platform’s “more” in the first part (`fold`), in the first part, or in the part that needs it. `hashtags: ignored`: one that is buried in a row of three or more hashtags does not count. `add`: texts offered to be put before the post.',
      ),
  })
  .describe('what needs a label, a warning or a counterweight, early enough and not buried in hashtags');
