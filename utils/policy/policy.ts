import { z } from 'zod';
import { DEFAULT_POLICY } from './default-policy.ts';

/** When approval is needed and by whom. This version: one step, any `need` reviewers, for `review` findings. */
export const policySchema = z.strictObject({
  /** How many different reviewers must approve. */
  need: z.int().min(1).max(10).default(DEFAULT_POLICY.need),
  /** How long an approval lets the content out, in hours. */
  clearanceHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(DEFAULT_POLICY.clearanceHours),
  /** How long a request waits for a decision, in hours. */
  requestHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(DEFAULT_POLICY.requestHours),
});

export type Policy = z.infer<typeof policySchema>;
