import type { Entities } from './entity.ts';

/** Nothing yet: each sort gets its finder in a file of its own. */
export function findEntities(_text: string): Entities {
  return {
    urls: [],
    mentions: [],
    hashtags: [],
    cashtags: [],
    emails: [],
    emojis: [],
    numbers: [],
    quotes: [],
  };
}
