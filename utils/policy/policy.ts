/**
 * What a team demands before something goes out, as data. The short form `{ need, clearanceHours, requestHours }` is a
 * whole policy: one step of any reviewers for what the rules want reviewed. It is numbered with the ruleset it is
 * published in.
 */
import { z } from 'zod';
import { SEVERITIES } from '../lint/finding.ts';
import { DEFAULT_POLICY } from './default-policy.ts';

const hours = z
  .number()
  .positive()
  .max(24 * 90);
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens');
const names = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(100);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 17:30');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const whoSchema = z.union([
  z.strictObject({ role: z.enum(['reviewer', 'admin']) }),
  z.strictObject({ group: slug }),
  z.strictObject({ members: names(z.uuid()).readonly() }),
]);

const ruleName = z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'pack/rule');

/** All that is given must hold; of a list, one. A window that ends before it begins goes over midnight. */
export const whenSchema = z
  .strictObject({
    /** For every draft, whatever is found in it. */
    always: z.literal(true).optional(),
    severity: names(z.enum(SEVERITIES)).optional(),
    rule: names(ruleName).optional(),
    pack: names(z.string().min(1).max(200)).optional(),
    platform: names(z.string().min(1).max(32)).optional(),
    account: names(z.string().min(1).max(200)).optional(),
    market: names(slug).optional(),
    tag: names(slug).optional(),
    time: z
      .strictObject({
        from: timeOfDay,
        to: timeOfDay,
        zone: z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Oslo'),
        days: names(z.enum(WEEKDAYS)).optional(),
      })
      .optional(),
  })
  .refine((when) => Object.keys(when).length > 0, 'say when, or `always: true`');

export const policyRuleSchema = z.strictObject({
  id: slug,
  when: whenSchema,
  steps: z
    .array(z.strictObject({ who: whoSchema, need: z.int().min(1).max(20).default(1) }))
    .min(1)
    .max(20),
  /** Whether each step waits for the one before it. */
  order: z.enum(['in-order', 'parallel']).default('in-order'),
  clearanceHours: hours.optional(),
  requestHours: hours.optional(),
  oneUse: z.boolean().optional(),
});

export const policySchema = z
  .strictObject({
    /** The format of this file. */
    format: z.literal(1).optional(),
    /** How many different reviewers must approve what no rule below is about. */
    need: z.int().min(1).max(10).default(DEFAULT_POLICY.need),
    /** How long an approval lets the content out, in hours. */
    clearanceHours: hours.default(DEFAULT_POLICY.clearanceHours),
    /** How long a request waits for a decision, in hours. */
    requestHours: hours.default(DEFAULT_POLICY.requestHours),
    rules: z.array(policyRuleSchema).max(200).optional(),
    /** Accounts and platforms that belong to a market; names for `when.market`. */
    markets: z
      .record(
        slug,
        z
          .strictObject({
            accounts: names(z.string().min(1).max(200)).optional(),
            platforms: names(z.string().min(1).max(32)).optional(),
          })
          .refine(
            (one) => one.accounts !== undefined || one.platforms !== undefined,
            'accounts or platforms',
          ),
      )
      .optional(),
    /** What gives a draft a tag: a rule that found something, or a hashtag; names for `when.tag`. */
    tags: z
      .record(
        slug,
        z
          .strictObject({
            rules: names(ruleName).optional(),
            hashtags: names(z.string().regex(/^[\p{L}\p{N}_]{1,100}$/u, 'without #')).optional(),
          })
          .refine((one) => one.rules !== undefined || one.hashtags !== undefined, 'rules or hashtags'),
      )
      .optional(),
    /** A clearance lets one post out, once. */
    oneUse: z.boolean().optional(),
    /** `all`: a new version begins with no approval. `changed-content`: approvals stay where the content is the very same. */
    editsVoid: z.enum(['all', 'changed-content']).optional(),
    /** Hours after asking at which the reviewers are reminded, and after which others are called. */
    late: z
      .strictObject({
        remindAfterHours: z.array(hours).min(1).max(10).optional(),
        escalateAfterHours: hours.optional(),
        escalateTo: whoSchema.optional(),
      })
      .refine(
        (one) => (one.escalateAfterHours === undefined) === (one.escalateTo === undefined),
        'escalateAfterHours and escalateTo belong together',
      )
      .optional(),
    /** Who may let something out without the approvals. A reason is always demanded, of this length at least. */
    overrides: z
      .strictObject({ who: whoSchema, reasonLength: z.int().min(1).max(500).default(10) })
      .optional(),
    /** What authors may leave as it is, for a reason of this length at least: findings that hold nothing. */
    dismissals: z
      .strictObject({
        severities: z.array(z.enum(['note', 'warn'])).min(1),
        reasonLength: z.int().min(1).max(500).default(10),
      })
      .optional(),
    /** For whom `review` counts as `warn`. `block` stays `block` for everyone. */
    trusted: z.strictObject({ who: whoSchema, except: names(ruleName).optional() }).optional(),
    /** A browser that has not heard from the store for so many minutes lets nothing out any more. */
    offlineMinutes: z
      .int()
      // Browsers that have a socket fetch every five minutes when nothing happens.
      .min(10)
      .max(60 * 24 * 30)
      .optional(),
  })
  .superRefine((policy, context) => {
    const seen = new Set<string>();
    for (const [at, { id, when }] of (policy.rules ?? []).entries()) {
      const wrong = (path: (string | number)[], message: string): void =>
        void context.addIssue({ code: 'custom', path: ['rules', at, ...path], message });
      if (seen.has(id)) wrong(['id'], `There is another rule "${id}".`);
      seen.add(id);
      for (const market of when.market ?? [])
        if (policy.markets?.[market] === undefined)
          wrong(['when', 'market'], `There is no market "${market}".`);
      for (const tag of when.tag ?? [])
        if (policy.tags?.[tag] === undefined) wrong(['when', 'tag'], `There is no tag "${tag}".`);
    }
  });

export type Policy = z.infer<typeof policySchema>;
export type PolicyRule = z.infer<typeof policyRuleSchema>;
export type When = z.infer<typeof whenSchema>;
