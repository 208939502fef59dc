import { describe, expect, it } from 'vitest';
import { blockFinder, placeOf } from '../../../utils/lint/blocks.ts';
import { draftCounter } from '../../../utils/lint/measure/draft-counts.ts';
import { Passage, paragraphsOf } from '../../../utils/lint/passage.ts';
import type { ScopePlan } from '../../../utils/lint/scope.ts';
import { type DraftView, partView } from '../../../utils/lint/view.ts';
import { illustrated } from '../rules/kinds/rules.ts';

function viewOf(
  text: string,
  passages: ReadonlyMap<string, Passage> = new Map(),
  alt: string | null = null,
): DraftView {
  const draft = illustrated(text, alt);
  const parts = draft.parts.map((part, index) =>
    partView(
      index,
      part,
      paragraphsOf(part.text).map(({ start, text: own }) => ({
        start,
        passage: passages.get(own) ?? new Passage(own),
      })),
    ),
  );
  return { draft, context: {}, now: 0, language: null, parts, found: new Set() } as DraftView;
}

const words = (text: string) =>
  [...text.matchAll(/\S+/g)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
const scope = (...units: ScopePlan[number]['unit'][]): ScopePlan =>
  units.map((unit) => ({ unit, except: [] }));

describe('blocks of a draft', () => {
  it('are its paragraphs, sentences, parts and alternative texts, with places in the part', () => {
    const shown = (...units: ScopePlan[number]['unit'][]) =>
      blockFinder(
        scope(...units),
        words,
      )(viewOf('One. Two\n\nThree', undefined, 'Four')).map((block) => [
        block.start,
        block.text,
        ...block.found
          .map((found) => placeOf(block, found))
          .map(({ start, end, masked }) => masked ?? `${start}-${end}`),
      ]);
    expect(shown('passage')).toEqual([
      [0, 'One. Two', '0-4', '5-8'],
      [10, 'Three', '10-15'],
    ]);
    expect(shown('sentence')).toEqual([
      [0, 'One.', '0-4'],
      [5, 'Two', '5-8'],
      [10, 'Three', '10-15'],
    ]);
    expect(shown('part')).toEqual([[0, 'One. Two\n\nThree', '0-4', '5-8', '10-15']]);
    expect(shown('alt')).toEqual([[null, 'Four', 'Four']]);
  });

  it('have no blank sentences', () => {
    const blocks = blockFinder(scope('sentence'), words)(viewOf('One.\n Two. \nThree'));
    expect(blocks.map(({ start, text }) => [start, text])).toEqual([
      [0, 'One.'],
      [6, 'Two.'],
      [12, 'Three'],
    ]);
  });

  it('leave out what touches an entity that the scope names', () => {
    const blocks = blockFinder(
      [{ unit: 'sentence', except: ['hashtag'] }],
      words,
    )(viewOf('One #two three. Four #five'));
    expect(blocks.map(({ text, found }) => found.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['One', 'three.'],
      ['Four'],
    ]);
  });

  it('are searched once a passage', () => {
    const passages = new Map([['One', new Passage('One')]]);
    const searched: string[] = [];
    const find = blockFinder(scope('passage', 'sentence'), (text) => {
      searched.push(text);
      return [];
    });
    find(viewOf('One\n\nTwo', passages));
    find(viewOf('Zero\n\nOne', passages));
    expect(searched).toEqual(['One', 'One', 'Two', 'Two', 'Zero', 'Zero']);
  });
});

describe('counts of a draft', () => {
  it('are made once a passage', () => {
    let looks = 0;
    class Watched extends Passage {
      override get entities() {
        looks++;
        return super.entities;
      }
    }
    const passages = new Map([['One word', new Watched('One word')]]);
    const count = draftCounter();
    expect(count(viewOf('One word', passages)).words).toBe(2);
    expect(count(viewOf('Three more words\n\nOne word', passages))).toMatchObject({
      words: 5,
      paragraphs: 2,
    });
    expect(looks).toBe(1);
  });

  it('leave out links and addresses, and paragraphs of nothing else', () => {
    expect(
      draftCounter()(viewOf('See https://example.org/a/b or ask ola@example.org\n\nexample.com')),
    ).toMatchObject({
      words: 3,
      paragraphs: 1,
    });
  });
});
