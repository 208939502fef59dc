import { PracticePanel } from '../../../components/practice/PracticePanel.tsx';
import {
  createPractice,
  type Practice,
  type PracticePorts,
  type Rules,
} from '../../../components/practice/practice.ts';
import { Steps } from '../../../components/practice/Steps.tsx';
import '../../../components/practice/practice.css';
import '../../../components/team/team.css';
import type { Ruleset } from '../../../utils/api/entities.ts';
import type { Pack, Rule } from '../../../utils/rules/schema.ts';
import type { LocalConnection } from '../../../utils/sync/live.ts';
import type { Group } from '../group.ts';
import { LONG, UNBROKEN } from '../samples.ts';

const nothing = (): void => undefined;

const rule = (id: string, severity: Rule['severity'], token: string, suggest: string[]): Rule => ({
  id,
  kind: 'existence',
  severity,
  message: { en: 'Promises too much: “{match}”.' },
  why: {
    text: { en: 'Nobody can promise what has not come yet.' },
    source: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210',
    section: 'FINRA 2210(d)(1)(B)',
  },
  tokens: [token],
  ignorecase: true,
  nonword: false,
  suggest,
  examples: { bad: [`It is ${token}.`], good: ['Fine.'] },
});

/** A pack of two rules: one that holds and can be mended, one that only marks. */
export const SMALL_PACK: Pack = {
  pack: 'small',
  version: '1.0.0',
  title: { en: 'Small' },
  rules: [rule('promise', 'block', 'risk free', ['not without risk']), rule('best', 'warn', 'the best', [])],
};

const team = (name: string): LocalConnection => ({ team: { id: 't', name } }) as LocalConnection;
const ruleset = (packs: readonly Pack[]): Ruleset => ({ version: 3, packs, overrides: {} }) as Ruleset;

/** A practice over rules that are there at once. */
export function practiceOf(
  connection: LocalConnection | null,
  rules: Ruleset | null,
  more: Partial<PracticePorts> = {},
): Practice {
  return createPractice({
    openStore: async () => ({
      connection: async () => connection,
      ruleset: async () => rules,
      subscribe: () => nothing,
    }),
    loadSample: async () => SMALL_PACK,
    locale: 'en',
    examples: [],
    now: () => 0,
    ...more,
  });
}

/** As it stands after its rules have come, for a picture that is drawn at once. */
function shown(practice: Practice, act: (practice: Practice) => void): Practice {
  const { rules } = practice;
  // Drawn again when the rules are there, and acted upon once.
  let isActed = false;
  const stop = rules.subscribe((now: Rules) => {
    if (now.kind !== 'ready' || isActed) return;
    isActed = true;
    queueMicrotask(() => {
      stop();
      act(practice);
    });
  });
  return practice;
}

const MINE = ruleset([SMALL_PACK]);
const NORDLYS = team('Nordlys Fund');

const PRACTICES: Readonly<Record<string, () => Practice>> = {
  'before any team, empty': () => practiceOf(null, null),
  'the team’s rules are on their way': () => practiceOf(NORDLYS, null),
  'team and words of great length': () =>
    shown(practiceOf(team(UNBROKEN), MINE), (practice) => practice.write(`${LONG}risk free ${UNBROKEN}`)),
  held: () =>
    shown(practiceOf(NORDLYS, MINE), (practice) => {
      practice.useExample();
      practice.post();
    }),
  mended: () =>
    shown(practiceOf(NORDLYS, MINE), (practice) => {
      practice.useExample();
      practice.post();
      practice.write('It is not without risk.');
    }),
  'gone out': () =>
    shown(practiceOf(NORDLYS, MINE), (practice) => {
      practice.write('Fine.');
      practice.post();
    }),
  'rules that hold nothing': () => practiceOf(NORDLYS, ruleset([{ ...SMALL_PACK, rules: [] }])),
  loading: () => practiceOf(null, null, { openStore: () => new Promise(nothing) }),
  'rules that cannot be made ready': () =>
    practiceOf(null, null, { loadSample: () => Promise.reject(new Error('Not there.')) }),
};

export const PRACTICE: Group = {
  PracticePanel: Object.entries(PRACTICES).map(([state, make]) => {
    const practice = make();
    return { state, show: () => <PracticePanel practice={practice} /> };
  }),
  Steps: (['write', 'held', 'mend', 'done'] as const).flatMap((step) =>
    (['mendable', 'held', 'marked'] as const).map((kind) => ({
      state: `${step}, example ${kind}`,
      show: () => <Steps step={step} example={{ kind }} />,
    })),
  ),
};
