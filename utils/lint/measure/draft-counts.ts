import type { Passage } from '../passage.ts';
import type { DraftView } from '../view.ts';
import { addCounts, type Counts, countParagraph, NO_COUNTS } from './counts.ts';

/**
 * The counts of a draft's prose, all its parts together: links and e-mail addresses are no prose, and what is nothing
 * else is no paragraph. A paragraph is counted once, however often the draft that holds it is looked at.
 */
export function draftCounter(): (view: DraftView) => Counts {
  const known = new WeakMap<Passage, Counts>();
  const countsOf = (passage: Passage): Counts => {
    let counts = known.get(passage);
    if (counts === undefined) {
      const prose = proseOf(passage);
      counts = /[\p{L}\p{N}]/u.test(prose) ? countParagraph(prose) : NO_COUNTS;
      known.set(passage, counts);
    }
    return counts;
  };
  return ({ parts }) =>
    parts
      .flatMap(({ passages }) => passages.map(({ passage }) => countsOf(passage)))
      .reduce(addCounts, NO_COUNTS);
}

function proseOf({ text, entities: { urls, emails } }: Passage): string {
  let prose = '';
  let done = 0;
  for (const { start, end } of [...urls, ...emails].sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    prose += text.slice(done, start);
    done = end;
  }
  return prose + text.slice(done);
}
