import { z } from 'zod';

/** When approval is needed and by whom. This version: one step, any `need` reviewers, for `review` findings. */
export const policySchema = z.strictObject({
  /** How many different reviewers must approve. */
  need: z.int().min(1).max(10).default(1),
  /** How long an approval lets the content out, in hours. */
  clearanceHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(24),
  /** How long a request waits for a decision, in hours. */
  requestHours: z
    .number()
    .positive()
    .max(24 * 90)
    .default(72),
});

export type Policy = z.infer<typeof policySchema>;
