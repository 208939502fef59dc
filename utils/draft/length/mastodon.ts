/**
 * Mastodon counts graphemes; a link with a scheme is worth 23 of them, and of `@name@server` only `@name` counts:
 * https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb, read 2026-11-22.
 */
import type { Entity } from '../../lint/entities/entity.ts';
import { findMentions } from '../../lint/entities/mentions.ts';
import { findUrls } from '../../lint/entities/urls.ts';
import { type Counter, countBetween } from './count.ts';
import { graphemes } from './graphemes.ts';

const LINK = 23;

export const mastodon: Counter = (text, take) => {
  const urls = findUrls(text);
  const links: Sized[] = urls.flatMap(({ start, end, url }) =>
    url.includes('://') ? [{ start, end, size: LINK }] : [],
  );
  const remote: Sized[] = findMentions(text, urls).flatMap(({ start, end, name, host }) =>
    host === null ? [] : [{ start, end, size: name.length + 1 }],
  );
  let at = 0;
  for (const { start, end, size } of [...links, ...remote].sort((a, b) => a.start - b.start)) {
    countBetween(graphemes, text, at, start, take);
    take(start, size);
    at = end;
  }
  countBetween(graphemes, text, at, text.length, take);
};

interface Sized extends Entity {
  readonly size: number;
}
