import { z } from 'zod';
import { patternText } from './pattern-text.ts';

const text = z.string().min(1).max(200);
const edits = z.union([
  z.tuple([z.literal('regex'), patternText, z.string().max(500)]),
  z.tuple([z.enum(['trim', 'trim_left', 'trim_right', 'truncate']), text]),
  z.tuple([
    z.literal('split'),
    text,
    z
      .string()
      .regex(/^\d{1,3}$/, 'a number, counted from 0')
      .or(z.number().int().min(0).max(999)),
  ]),
]);

/** Vale's `action` (internal/check/action.go), where it is data: what is offered in place of a hit, made of its text. */
export const action = z
  .discriminatedUnion('name', [
    z
      .strictObject({ name: z.literal('replace'), params: z.array(z.string().max(500)).max(20).optional() })
      .describe('Offers the params as they are; without params what the rule’s kind has to offer.'),
    z
      .strictObject({ name: z.literal('remove'), params: z.array(z.string()).max(0).optional() })
      .describe('Offers to take the hit out.'),
    z
      .strictObject({ name: z.literal('convert'), params: z.tuple([z.literal('simple')]) })
      .describe('Offers the words of the hit in small letters: `someName` is `some name`.'),
    z
      .strictObject({ name: z.literal('edit'), params: edits })
      .describe(
        'Offers the hit with a pattern replaced (`regex`), signs taken off its ends (`trim`, `trim_left`, `trim_right`), what stands before a text (`truncate`), or one of the pieces that a text parts (`split`, and which, from 0).',
      ),
  ])
  .describe(
    'What to offer in place of a hit, as in Vale. `suggest` with a script or a dictionary cannot run here.',
  );

export type Action = z.infer<typeof action>;
