import { findEntities } from './entities/entities.ts';
import type { Entities } from './entities/entity.ts';
import { sentenceEnds } from './sentences.ts';

/** A text that rules look at: a paragraph of a part, or what a rule's scope cuts out of it. What is known of it is found once. */
export class Passage {
  readonly text: string;
  #sentences: readonly number[] | null = null;
  #entities: Entities | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** UTF-16 offsets at which sentences end, rising; the last is the text's length. */
  get sentences(): readonly number[] {
    this.#sentences ??= sentenceEnds(this.text);
    return this.#sentences;
  }

  get entities(): Entities {
    this.#entities ??= findEntities(this.text);
    return this.#entities;
  }
}

/** One line end and blank lines after it: what parts paragraphs. */
const BREAK = /\n[^\S\n]*(?:\n[^\S\n]*)+/g;

/** The paragraphs of a text with the UTF-16 offsets at which they start; blank ones are left out. */
export function paragraphsOf(text: string): { readonly start: number; readonly text: string }[] {
  const found: { start: number; text: string }[] = [];
  let start = 0;
  const push = (end: number): void => {
    const paragraph = text.slice(start, end);
    if (paragraph.trim() !== '') found.push({ start, text: paragraph });
  };
  for (const { index, 0: gap } of text.matchAll(BREAK)) {
    push(index);
    start = index + gap.length;
  }
  push(text.length);
  return found;
}
