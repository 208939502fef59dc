/** Nothing goes out while it is paused: for the team, an account, a platform, or what a text is about. */
import type { Draft } from '../draft/draft.ts';

export type PauseScope =
  | { readonly kind: 'team' }
  | { readonly kind: 'platform'; readonly platform: string }
  | { readonly kind: 'account'; readonly platform: string; readonly account: string }
  /** Drafts with one of the words or phrases, as whole words, in any case. */
  | { readonly kind: 'topic'; readonly words: readonly string[] };

export interface Pause {
  readonly id: string;
  readonly scope: PauseScope;
  readonly reason: string;
  /** Epoch ms, store clock; null until it is lifted. */
  readonly until: number | null;
}

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('und').replace(/\s+/gu, ' ');
const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Whether `word` stands in `text` with no letter or digit against it. Both folded. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at).match(/.$/su)?.[0] ?? '';
    const after = text.slice(at + word.length).match(/^./su)?.[0] ?? '';
    if (!WORD.test(before) && !WORD.test(after)) return true;
  }
  return false;
}

function covers(scope: PauseScope, draft: Draft): boolean {
  switch (scope.kind) {
    case 'team':
      return true;
    case 'platform':
      return draft.platform === scope.platform;
    case 'account':
      // An account that cannot be seen may be the one that is paused.
      return (
        draft.platform === scope.platform &&
        (draft.account === null || draft.account.toLowerCase() === scope.account.toLowerCase())
      );
    case 'topic': {
      const texts = draft.parts
        .flatMap(({ text, media }) => [text, ...media.map(({ alt }) => alt ?? '')])
        .map(fold);
      const words = scope.words.map((word) => fold(word).trim()).filter((word) => word !== '');
      return words.some((word) => texts.some((text) => hasWord(text, word)));
    }
  }
}

/** @param now store clock, epoch ms. @returns the first pause that holds this draft, or null */
export function pauseOn(pauses: readonly Pause[], draft: Draft, now: number): Pause | null {
  return pauses.find(({ scope, until }) => (until === null || until > now) && covers(scope, draft)) ?? null;
}
