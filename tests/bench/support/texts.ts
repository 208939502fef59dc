/** Words and texts to measure with: made up, and the same in every run. */
import type { Draft } from '../../../utils/draft/draft.ts';
import type { Pack, Rule } from '../../../utils/rules/schema.ts';

/** A deterministic generator (mulberry32), so that every run measures the same words. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = generator(1);
const pick = (letters: string): string => letters.charAt(Math.floor(random() * letters.length));
const syllable = (): string =>
  pick('bdfghjklmnprstvy') + pick('aeiouyæøå') + (random() < 0.4 ? pick('nrstlk') : '');
const word = (): string => Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');

/** Different words and phrases of two. */
export function termsOf(count: number): string[] {
  const words = new Set<string>();
  while (words.size <= count) words.add(words.size % 5 === 0 ? `${word()} ${word()}` : word());
  return [...words].slice(0, count);
}

export const TERMS = termsOf(10_000);

const SENTENCES = [
  'Our team had a great day at the charity run in Oslo, thank you to everyone who came!',
  'Read how we work with clients on green financing and why it matters in 2026.',
  'We’re hiring: two analysts and a designer for our new office by the harbour.',
  'Markets rose 2% today. Here is what our researchers are watching this week.',
  'No investment is guaranteed, so ask questions before you sign. #finance @brand https://example.com/a',
];
/** A text of so many UTF-16 units in paragraphs of some 500, one word in eight of it a term. */
export function textOf(length: number): string {
  let text = '';
  for (let i = 0; text.length < length; i++) {
    text += `${SENTENCES[i % SENTENCES.length]} ${i % 7 === 3 ? TERMS[(i * 31) % TERMS.length] : word()} ${i % 5 === 4 ? '\n\n' : ''}`;
  }
  return text.slice(0, length);
}

export const draftOf = (text: string): Draft => ({
  platform: 'x',
  account: null,
  parts: [{ text, media: [] }],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
});

const common = {
  severity: 'warn' as const,
  message: { en: '{match}' },
  examples: { bad: ['x'], good: ['y'] },
};

export const packOf = (id: string, rules: Rule[]): Pack => ({
  pack: id,
  version: '1.0.0',
  title: { en: id },
  rules,
});

export const termsPack = (terms: string[]): Pack =>
  packOf('bench-terms', [{ ...common, id: 'terms', kind: 'terms', terms }]);

/** Rules of the shapes that packs have: phrases with gaps, numbers beside words, alternatives. */
export function patternsPack(count: number): Pack {
  const words = termsOf(count * 3);
  const shapes: readonly ((a: string, b: string, c: string) => string)[] = [
    (a, b) => `${a}(?:\\W+\\w+){0,3}\\W+${b}`,
    (a, b, c) => `(?:${a}|${b}|${c})(?:ing|ed|s)?`,
    (a) => `\\d+(?:[.,]\\d+)?\\s?%\\s+${a}`,
    (a, b) => `${a}[- ]${b}\\b`,
  ];
  return packOf(
    'bench-patterns',
    Array.from({ length: count }, (_, i): Rule => {
      const [a = '', b = '', c = ''] = words.slice(i * 3, i * 3 + 3).map((one) => one.split(' ')[0] ?? one);
      const token = shapes[i % shapes.length]?.(a, b, c) ?? a;
      return {
        ...common,
        id: `pattern-${i}`,
        kind: 'existence',
        tokens: [token],
        ignorecase: true,
        nonword: false,
      };
    }),
  );
}
