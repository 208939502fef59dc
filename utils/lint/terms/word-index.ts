import { Automaton, type AutomatonData } from '../automaton.ts';
import { fieldsOf } from './data-error.ts';
import { Owners } from './owners.ts';

export interface WordIndexData {
  readonly automaton: AutomatonData;
  /** Numbers of the rules that have each word (`owners.ts`). */
  readonly owners: string;
}

/** Words with the numbers of the rules that have them. */
export class WordIndex {
  readonly automaton: Automaton;
  readonly owners: Owners;

  constructor(automaton: Automaton, owners: Owners) {
    this.automaton = automaton;
    this.owners = owners;
  }

  /** @param rules the numbers of the rules that have a word, by word; words are not empty. */
  static of(rules: ReadonlyMap<string, readonly number[]>): WordIndex {
    return new WordIndex(new Automaton([...rules.keys()]), Owners.of([...rules.values()]));
  }

  /** @throws LintDataError when the data is damaged. */
  static fromData(data: WordIndexData): WordIndex {
    const { owners } = fieldsOf(data, 'index');
    const automaton = Automaton.fromData(data.automaton);
    return new WordIndex(automaton, Owners.fromData(owners, automaton.words, 'owners'));
  }

  toData(): WordIndexData {
    return { automaton: this.automaton.toData(), owners: this.owners.toData() };
  }
}

/** Notes that `rule` has `word`; the lists of a rule come one after the other, so that it is noted once. */
export function own(rules: Map<string, number[]>, word: string, rule: number): void {
  const known = rules.get(word);
  if (known === undefined) rules.set(word, [rule]);
  else if (known.at(-1) !== rule) known.push(rule);
}
