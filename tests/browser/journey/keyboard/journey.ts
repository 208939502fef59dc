import type { TestTeam } from '../../harness/team.ts';
import type { OtherBrowser } from '../../screens/store-client.ts';
import type { KeyBrowser } from './browser.ts';
import type { Hands } from './hands.ts';

/** Where a journey takes place: one browser with a keyboard, and the others of the team beside it. */
export interface Stage {
  readonly team: TestTeam;
  readonly browser: KeyBrowser;
  /** Somebody else who asks for approval. */
  readonly author: OtherBrowser;
  /** Opens pages, keeps them for the steps that follow. */
  readonly pages: Map<string, Hands>;
}

/** One step of a role's way, as the test is named. */
export interface Step {
  readonly title: string;
  /** @throws Error when it cannot be gone by keyboard */
  run(stage: Stage): Promise<void>;
}

/** @throws Error with the sentence when it is not so */
export function expect(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** The page that an earlier step has opened. */
export function page({ pages }: Stage, name: string): Hands {
  const found = pages.get(name);
  if (found === undefined) throw new Error(`No step has opened ${name}.`);
  return found;
}
