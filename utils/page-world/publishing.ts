/** What a publish request says, and what its answer says came of it. Pure; given only bodies, never headers. */
import { ADDRESS_LENGTH, POST_ID_LENGTH } from '../api/limits.ts';
import type { Endpoint } from './endpoints.ts';
import { pick, strings } from './pick.ts';

/** A post as the platform names it after publishing. */
export interface MadePost {
  readonly id: string;
  /** Its permanent address, or null when the platform does not say one. */
  readonly address: string | null;
}

function fromJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A form's fields as an object; a name that comes again, or ends in `[]`, has a list. */
function fromForm(body: string): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name];
    if (Array.isArray(before)) before.push(value);
    else
      fields[name] =
        before === undefined && !name.endsWith('[]')
          ? value
          : [before, value].flat().filter((one) => one !== undefined);
  }
  return fields;
}

/** Elements of Reddit's documents that are lines of their own. */
const BLOCKS: ReadonlySet<unknown> = new Set([
  'par',
  'h',
  'li',
  'blockquote',
  'code',
  'raw',
  'list',
  'spoilertext',
]);
/** What is written before a mention's name, which alone is its text. */
const NAMED: ReadonlySet<unknown> = new Set(['u/', 'r/']);

/** The words of a document of blocks, a line a block, as its editor shows them. */
function wordsOf(document: unknown): string {
  const lines: string[] = [''];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { e, t, c, document: inner } = node as Readonly<Record<string, unknown>>;
    if (BLOCKS.has(e) && lines.at(-1) !== '') lines.push('');
    if (typeof t === 'string') lines.push(`${lines.pop() ?? ''}${NAMED.has(e) ? `${e}` : ''}${t}`);
    walk(inner ?? c);
    if (BLOCKS.has(e) && lines.at(-1) !== '') lines.push('');
  };
  walk(document);
  return lines.join('\n').trim();
}

/**
 * The words that the request would publish, in order, one entry a text.
 * @param body JSON or `application/x-www-form-urlencoded`, as the page-world script read it
 * @returns an empty list when it publishes nothing that is a post; null when the body cannot be understood
 */
export function textsOf(endpoint: Endpoint, body: string): string[] | null {
  const json = fromJson(body);
  const value = json ?? (/^[^\s{["]+=/.test(body) ? fromForm(body) : undefined);
  if (typeof value !== 'object' || value === null) return null;
  const { when } = endpoint;
  return pick(value, endpoint.posts)
    .filter((post) => when === null || pick(post, when.at).includes(when.is))
    .flatMap((post) =>
      endpoint.texts.flatMap((path) =>
        strings(post, path).map((text) => (path === endpoint.rich ? wordsOf(fromJson(text)) : text)),
      ),
    )
    .filter((text) => text.trim() !== '');
}

const AT_URI = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/;

function addressOf(template: string, id: string, made: unknown): string | null {
  if (template === 'at') {
    const [, account, key] = AT_URI.exec(id) ?? [];
    return account === undefined || key === undefined
      ? null
      : `https://bsky.app/profile/${account}/post/${key}`;
  }
  if (template.includes('{id}')) return template.replace('{id}', encodeURIComponent(id));
  const [address] = strings(made, template);
  const isOne = address !== undefined && /^https:\/\//.test(address) && URL.canParse(address);
  return isOne && address.length <= ADDRESS_LENGTH ? address : null;
}

/** The posts that the answer names. What is not understood is left out: the post is out, and only its address unknown. */
export function madeBy({ made }: Endpoint, reply: string): MadePost[] {
  if (made === null) return [];
  return pick(fromJson(reply), made.at).flatMap((one) => {
    const [id] = strings(one, made.id);
    if (id === undefined || id === '' || id.length > POST_ID_LENGTH) return [];
    // Likes and follows are made by the same request as posts.
    if (made.address === 'at' && !AT_URI.test(id)) return [];
    return [{ id, address: addressOf(made.address, id, one) }];
  });
}
