/** What an author can say of a post in one click, in words. */
import type { ComposerText, ComposerTexts } from './texts.ts';

export interface Declaration {
  /** As rules name it: `paid`, `ai-image`, … */
  readonly name: string;
  readonly is: boolean;
}

/** The names that the packs which come with Signoff wait for, in the order in which they are offered. */
const WORDS = {
  paid: 'declarePaid',
  gifted: 'declareGifted',
  affiliate: 'declareAffiliate',
  employee: 'declareEmployee',
  'ai-image': 'declareAiImage',
  'ai-video': 'declareAiVideo',
  'ai-audio': 'declareAiAudio',
  rx: 'declareRx',
  device: 'declareDevice',
  supplement: 'declareSupplement',
  'broker-dealer': 'declareBrokerDealer',
} as const satisfies Record<string, ComposerText>;

const NAMES: readonly string[] = Object.keys(WORDS);

const isKnown = (name: string): name is keyof typeof WORDS => Object.hasOwn(WORDS, name);

/** What a declaration says; a team's own name says itself, its hyphens read as blanks. */
export function declarationWords(name: string, texts: ComposerTexts): string {
  return isKnown(name) ? texts(WORDS[name]) : name.replaceAll('-', ' ');
}

/**
 * What can be declared of a post and what is: our own names first, then the team's.
 * @param declarable what rules wait for
 * @param declared what the author has said
 */
export function declarationsOf(
  declarable: readonly string[],
  declared: readonly string[],
): readonly Declaration[] {
  const rank = (name: string): number => (isKnown(name) ? NAMES.indexOf(name) : NAMES.length);
  return [...declarable]
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ({ name, is: declared.includes(name) }));
}
