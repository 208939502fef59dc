/** Bluesky counts graphemes and bytes of the text with its links shortened, as its composer does. */
import type { UrlEntity } from '../../lint/entities/entity.ts';
import { findUrls } from '../../lint/entities/urls.ts';
import { type Counter, count, countBetween } from './count.ts';
import { graphemes } from './graphemes.ts';
import { utf8 } from './units.ts';

/** Of a path longer than this the first letters and three dots are kept. */
const LONGEST_PATH = 15;
const KEPT_PATH = 13;

/** What is published in place of a link: its host and the beginning of what follows; one without a scheme stays. */
function shortened({ url }: UrlEntity): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return url;
  const path = (parsed.pathname === '/' ? '' : parsed.pathname) + parsed.search + parsed.hash;
  return parsed.host + (path.length > LONGEST_PATH ? `${path.slice(0, KEPT_PATH)}...` : path);
}

function withShortLinks(counter: Counter): Counter {
  return (text, take) => {
    let at = 0;
    for (const url of findUrls(text)) {
      countBetween(counter, text, at, url.start, take);
      take(url.start, count(shortened(url), counter, null).used);
      at = url.end;
    }
    countBetween(counter, text, at, text.length, take);
  };
}

export const blueskyGraphemes: Counter = withShortLinks(graphemes);
export const blueskyBytes: Counter = withShortLinks(utf8);
