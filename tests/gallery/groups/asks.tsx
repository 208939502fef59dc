import { signal } from '@preact/signals';
import type { AskDesk, AskRow, AskState } from '../../../components/asks/asks.ts';
import { OwnAsks } from '../../../components/asks/OwnAsks.tsx';
import { WordAsks } from '../../../components/asks/WordAsks.tsx';
import type { Problem } from '../../../components/team/desk.ts';
import type { Remote, Resource } from '../../../components/ui/resource.ts';
import type { OwnWordAsks } from '../../../utils/api/routes.ts';
import type { Rule } from '../../../utils/rules/schema.ts';
import type { Group } from '../group.ts';
import { NOW } from '../samples.ts';

const HOUR = 3_600_000;
const GONE: Problem = { code: 'unreachable', detail: 'The store cannot be reached.' };

const RULE = {
  id: 'promissory-claim',
  kind: 'terms',
  severity: 'review',
  message: { en: 'Promises a result: “{match}”.' },
  terms: ['guaranteed'],
  examples: { bad: ['guaranteed'], good: ['possible'] },
} satisfies Rule;

function row(words: string, state: AskState, names = ['Ola Nordmann'], note = ''): AskRow {
  const name = 'finance-us/promissory-claim';
  return {
    id: words,
    name,
    words,
    rule: state === 'gone' ? null : RULE,
    state,
    asks: names.map((member, i) => ({
      ask: `${words} ${i}`,
      pack: 'finance-us',
      rule: 'promissory-claim',
      words,
      note: i === 0 ? note : '',
      member: { id: member, name: member },
      at: NOW - (i + 1) * HOUR,
    })),
  };
}

const known = <T,>(state: Remote<T>): Resource<T> => ({
  state: signal(state),
  want: async () => {},
  refresh: async () => {},
});

function desk(
  rows: readonly AskRow[],
  more: { failure?: Problem; told?: number; busy?: string } = {},
): AskDesk {
  return {
    rows: signal(rows),
    busy: signal(new Set(more.busy === undefined ? [] : [more.busy])),
    failure: signal(more.failure ?? null),
    told: signal(more.told ?? null),
    start: () => () => {},
    accept() {},
    takeBack() {},
    decline: async () => {},
    tell: async () => {},
  };
}

type Own = OwnWordAsks['asks'][number];

function own(words: string, kind: NonNullable<Own['answer']>['kind'] | null, reason = ''): Own {
  const by = { id: 'sindre', name: 'Sindre Haug' };
  return {
    ask: words,
    pack: 'finance-us',
    rule: 'promissory-claim',
    words,
    note: '',
    at: NOW - 2 * HOUR,
    answer: kind === null ? null : { kind, reason, by, at: NOW - HOUR },
  };
}

const asked = { asks: known({ kind: 'ready', value: [] }) } as const;
const ROWS = [
  row('guaranteed', 'open', ['Ola Nordmann', 'Kari Berg'], 'It is the name of our product'),
  row('risk-free', 'edited'),
  row('no loss', 'passing'),
  row('👍👍👍', 'unnamed'),
  row('double your money', 'gone'),
];

/** What authors ask to have accepted, for admins, and for the author. */
export const ASKS: Group = {
  WordAsks: [
    {
      state: 'every state of an ask',
      show: () => <WordAsks desk={desk(ROWS)} remote={asked} version={7} />,
    },
    {
      state: 'one is being answered',
      show: () => <WordAsks desk={desk(ROWS.slice(2, 3), { busy: 'no loss' })} remote={asked} version={7} />,
    },
    {
      state: 'answered, and nobody waits any more',
      show: () => <WordAsks desk={desk([], { told: 2 })} remote={asked} version={7} />,
    },
    {
      state: 'the answer did not reach the store',
      show: () => <WordAsks desk={desk(ROWS.slice(0, 1), { failure: GONE })} remote={asked} version={7} />,
    },
    {
      state: 'on its way',
      show: () => <WordAsks desk={desk([])} remote={{ asks: known({ kind: 'loading' }) }} version={7} />,
    },
    {
      state: 'the store is away',
      show: () => (
        <WordAsks desk={desk([])} remote={{ asks: known({ kind: 'failed', problem: GONE }) }} version={7} />
      ),
    },
  ],
  OwnAsks: [
    {
      state: 'waiting, accepted, declined, and closed before answers were kept',
      show: () => (
        <OwnAsks
          remote={{
            ownAsks: known({
              kind: 'ready',
              value: [
                own('risk-free', null),
                own('guaranteed', 'accepted'),
                own('no loss', 'declined', 'It promises what nobody can keep'),
                own('sure win', 'closed'),
              ],
            }),
          }}
        />
      ),
    },
    {
      state: 'the store is away',
      show: () => <OwnAsks remote={{ ownAsks: known({ kind: 'failed', problem: GONE }) }} />,
    },
  ],
};
