import { emojiKey } from '../../lint/kinds/emoji.ts';
import type { Kind } from './kind.ts';

/** Which emoji, how many and where. */
export const emoji: Kind<'emoji'> = {
  kind: 'emoji',
  compile: (rule) => ({
    deny: (rule.deny ?? []).map(emojiKey),
    allow: (rule.allow ?? []).map(emojiKey),
    run: rule.run ?? null,
    repeat: rule.repeat ?? null,
    bullets: rule.bullets === true,
    inside: rule.inside === true,
    max: rule.max ?? null,
    min: rule.min ?? null,
  }),
  patterns: () => [],
};
