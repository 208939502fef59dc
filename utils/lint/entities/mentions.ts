import { ACCENTED } from './characters.ts';
import type { MentionEntity, UrlEntity } from './entity.ts';
import { outside } from './overlap.ts';

/** A name may stand behind anything but letters, digits and signs that make something else of it; or behind `RT`. */
const MENTION =
  /(?:(?<![a-zA-Z0-9_!#$%&*@＠])|(?<=(?<![a-zA-Z0-9_+~.-])[rR][tT]:?))[@＠]([a-zA-Z0-9_]{1,20})/g;
const LIST = /\/([a-zA-Z][a-zA-Z0-9_-]{0,24})/y;
/** The server in a name such as `@name@server.example`. */
const SERVER = /@((?:[a-zA-Z0-9-]+\.)+[a-zA-Z][a-zA-Z0-9-]*)/y;
/** What other platforms take as one name: dots and hyphens inside. */
const HANDLE = /[\p{L}\p{Nd}_]+(?:[.-][\p{L}\p{Nd}_]+)*/uy;
const NOT_AFTER = new RegExp(`[@＠${ACCENTED}]|://`, 'y');

/** `@name` as X finds them, with the list or server that follows; none inside of a link. */
export function findMentions(text: string, urls: readonly UrlEntity[]): MentionEntity[] {
  const found: MentionEntity[] = [];
  // What belongs to one name does not stand before another.
  let free = -1;
  for (const { index, 0: whole, 1: name = '' } of text.matchAll(MENTION)) {
    const start = index;
    const nameEnd = index + whole.length;
    const server = matchAt(SERVER, text, nameEnd);
    const host = server?.[1]?.toLowerCase() ?? null;
    const list = host === null ? (matchAt(LIST, text, nameEnd)?.[1] ?? null) : null;
    const end = nameEnd + (server?.[0].length ?? 0) + (list === null ? 0 : list.length + 1);
    const isTaken = start <= free;
    free = isTaken ? free : end;
    if (isTaken || matchAt(NOT_AFTER, text, end) !== null) continue;
    const handle = host === null ? (matchAt(HANDLE, text, start + 1)?.[0] ?? name) : `${name}@${host}`;
    found.push({ start, end, name, list, host, handle });
  }
  return outside(found, urls);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
