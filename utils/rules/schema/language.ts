import { z } from 'zod';
import { ruleBase } from './base.ts';

/** In which languages an account writes. */
export const languageRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('language'),
    allow: z
      .array(z.string().min(2).max(35))
      .min(1)
      .max(50)
      .describe(
        'Languages that are meant, such as `en` or `nb`. Silent where the language cannot be told. `{language}` in the message is the one that was found.',
      ),
  })
  .describe('drafts in another language than the account writes in');
