/** Remarks at the words they are about. Pure. */
import type { Comment, CommentWords, Member, RequestVersion } from '../../utils/api/entities.ts';
import type { Draft } from '../../utils/draft/draft.ts';

/** Where the words stand first in a draft, or null when they do not, or there are none. */
export function findWords(draft: Pick<Draft, 'parts'>, words: string): CommentWords | null {
  const wanted = words.trim();
  if (wanted === '') return null;
  for (const [part, { text }] of draft.parts.entries()) {
    const start = text.indexOf(wanted);
    if (start !== -1) return { part, start, end: start + wanted.length };
  }
  return null;
}

/** The words that a remark is about, as its version has them; null for one on the whole, or when they are not there. */
export function wordsOf(
  comment: Pick<Comment, 'words' | 'version'>,
  versions: readonly Pick<RequestVersion, 'number' | 'draft'>[],
): string | null {
  if (comment.words === undefined) return null;
  const { part, start, end } = comment.words;
  const version = versions.find(({ number }) => number === comment.version);
  const text = version?.draft.parts[part]?.text ?? '';
  return end > text.length ? null : text.slice(start, end);
}

/** A draft with other texts, all else as it is. */
export function withTexts(draft: Draft, texts: readonly string[]): Draft {
  return { ...draft, parts: draft.parts.map((part, i) => ({ ...part, text: texts[i] ?? part.text })) };
}

/** Whether the member may say something that the author does not read: who sees requests of others, but not on an own one. */
export function mayWhisper(member: Pick<Member, 'id' | 'roles'>, author: string): boolean {
  return member.id !== author && member.roles.some((role) => role !== 'author' && role !== 'auditor');
}
