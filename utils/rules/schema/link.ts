import { z } from 'zod';
import { leastInPost, mostInPost, names } from './amount.ts';
import { ruleBase } from './base.ts';

/** Where links lead, and how they are written. */
export const linkRule = z
  .strictObject({
    ...ruleBase,
    kind: z.literal('link'),
    deny: names
      .optional()
      .describe(
        'Hosts that may not be linked, with all below them. `*` is every host that `allow` does not name.',
      ),
    allow: names
      .optional()
      .describe('Hosts that are no hit whatever else the rule says, with all below them.'),
    shorteners: z
      .boolean()
      .optional()
      .describe('Finds links of services that hide where a link leads (bit.ly).'),
    https: z
      .boolean()
      .optional()
      .describe('Finds links that begin with `http://`; the safe form is offered.'),
    internal: z
      .boolean()
      .optional()
      .describe(
        'Finds addresses that are not for the public: localhost, private networks, staging, test and preview hosts, ports, editors’ pages.',
      ),
    tracking: z
      .union([z.boolean(), names])
      .optional()
      .describe(
        'Finds what other services add to links to follow readers (`fbclid`, `gclid`, …), or the parameters listed; taking it out is offered.',
      ),
    max: mostInPost,
    min: leastInPost,
  })
  .describe(
    'where links lead and how they are written; `{host}`, `{parameter}`, `{count}`, `{max}` in messages',
  );
