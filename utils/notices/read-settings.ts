/** The settings as this browser has kept them. Apart from the rest: with it comes zod. */
import { z } from 'zod';
import { DEFAULT_SETTINGS, type NoticeSettings, TOPICS, WEEKDAYS } from './settings.ts';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const schema = z.object({
  on: z.boolean(),
  topics: z.array(z.enum(TOPICS)),
  words: z.boolean(),
  quiet: z.array(z.object({ from: time, to: time }).nullable()).length(WEEKDAYS.length),
  snoozedUntil: z.number(),
}) satisfies z.ZodType<NoticeSettings>;

/** @param raw what was kept; anything else than whole settings counts as none */
export function readNoticeSettings(raw: unknown): NoticeSettings {
  return schema.safeParse(raw).data ?? DEFAULT_SETTINGS;
}
