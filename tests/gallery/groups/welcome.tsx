import { signal } from '@preact/signals';
import type { Begun, Joining, JoinStage, NoAddress } from '../../../components/team/join.ts';
import type { Organisation } from '../../../components/team/organisation.ts';
import { AddressStep } from '../../../components/welcome/AddressStep.tsx';
import { CodeStep } from '../../../components/welcome/CodeStep.tsx';
import { JoinedHead, NextSteps } from '../../../components/welcome/Joined.tsx';
import { OwnTeam } from '../../../components/welcome/OwnTeam.tsx';
import { WelcomeScreen } from '../../../components/welcome/WelcomeScreen.tsx';
import '../../../components/team/team.css';
import type { ManagedSettings } from '../../../utils/managed/settings.ts';
import { LINK_PAGES } from '../../../utils/store-link.ts';
import type { LocalConnection } from '../../../utils/sync/live.ts';
import type { Group } from '../group.ts';
import { LONG, NOW, UNBROKEN } from '../samples.ts';
import { sitesOf } from './site.tsx';

const nothing = (): void => undefined;
const never = async (): Promise<void> => undefined;

type CodeProblem = Joining['codeProblem']['value'];

interface Faults {
  readonly address?: NoAddress;
  readonly code?: CodeProblem;
  readonly isBusy?: boolean;
}

/** Joining that stands still at a step. */
export function joiningAt(stage: JoinStage, { address, code, isBusy = false }: Faults = {}): Joining {
  return {
    stage: signal(stage),
    addressProblem: signal(address ?? null),
    codeProblem: signal(code ?? null),
    busy: signal(isBusy),
    look: async () => 'silent',
    start: never,
    begin: never,
    reopen: never,
    back: nothing,
    finish: never,
  };
}

export const connection = (
  team: string,
  state: LocalConnection['state'],
  ...roles: LocalConnection['member']['roles']
): LocalConnection => ({
  storeUrl: 'https://signoff.nordlys.example',
  device: 'd',
  team: { id: 't', name: team },
  member: { id: 'ola', name: 'Ola Hansen', email: 'ola@nordlys.example', roles, active: true },
  state,
  code: null,
  since: NOW,
  problems: [],
  clockOffset: 0,
});

const NORDLYS = connection('Nordlys Fund', 'online', 'author');
const LONG_TEAM = connection(UNBROKEN, 'offline', 'author', 'reviewer', 'admin', 'auditor');
const BEGUN: Begun = { store: 'https://signoff.nordlys.example', verifier: 'v', challenge: 'c' };
const LONG_STORE: Begun = { ...BEGUN, store: `https://${'a-long-name.'.repeat(12)}example` };
const ADDRESS: JoinStage = { kind: 'address', before: null };

const PROBLEMS: readonly NoAddress[] = [
  'empty',
  'malformed',
  'insecure',
  'credentials',
  'stranger',
  'silent',
  'offline',
];
const CODES: Readonly<Record<string, Exclude<CodeProblem, null>>> = {
  'too short': 'shape',
  'used or too old': { code: 'code_invalid', detail: 'Used.' },
  'store gone': { code: 'unreachable', detail: 'Gone.' },
  'not the organisation’s team': { code: 'managed', detail: 'No.' },
  'a very long answer': { code: 'other', detail: LONG },
};

/** An organisation that has set this much. */
export const organisationOf = (settings: ManagedSettings = {}): Organisation => ({
  managed: signal({ settings, wrong: [] }),
  start: () => nothing,
});

const Practising = () => <p class="card">Practice</p>;
const screen = (joining: Joining) => (
  <WelcomeScreen
    joining={joining}
    organisation={organisationOf()}
    sites={sitesOf([])}
    Practice={Practising}
    onRules={nothing}
    onConnection={nothing}
  />
);

export const WELCOME: Group = {
  WelcomeScreen: (
    [
      ['loading', { kind: 'loading' }],
      ['cannot start', { kind: 'failed', problem: { code: 'database_blocked', detail: 'Blocked.' } }],
      ['first step', ADDRESS],
      ['second step', { kind: 'code', begun: BEGUN }],
      ['just joined', { kind: 'joined', connection: NORDLYS, isNew: true }],
      ['joined before, long name, offline', { kind: 'joined', connection: LONG_TEAM, isNew: false }],
    ] as const satisfies readonly (readonly [string, JoinStage])[]
  ).map(([state, stage]) => ({ state, show: () => screen(joiningAt(stage)) })),
  AddressStep: [
    {
      state: 'set by the organisation',
      show: () => (
        <AddressStep
          joining={joiningAt(ADDRESS)}
          settings={{ store: 'https://signoff.nordlys.example', lockConnection: true }}
          before={null}
        />
      ),
    },
    { state: 'ready', show: () => <AddressStep joining={joiningAt(ADDRESS)} settings={{}} before={null} /> },
    {
      state: 'looking for the store',
      show: () => <AddressStep joining={joiningAt(ADDRESS, { isBusy: true })} settings={{}} before={null} />,
    },
    {
      state: 'signed out by the team',
      show: () => (
        <AddressStep
          joining={joiningAt(ADDRESS)}
          settings={{}}
          before={connection(UNBROKEN, 'revoked', 'author')}
        />
      ),
    },
    ...PROBLEMS.map((address) => ({
      state: `wrong: ${address}`,
      show: () => <AddressStep joining={joiningAt(ADDRESS, { address })} settings={{}} before={null} />,
    })),
  ],
  CodeStep: [
    { state: 'signing in', show: () => <CodeStep joining={joiningAt(ADDRESS)} begun={BEGUN} /> },
    {
      state: 'joining, store of a long name',
      show: () => <CodeStep joining={joiningAt(ADDRESS, { isBusy: true })} begun={LONG_STORE} />,
    },
    ...LINK_PAGES.map((first) => ({
      state: `after a link: ${first}`,
      show: () => <CodeStep joining={joiningAt(ADDRESS)} begun={{ ...BEGUN, first }} />,
    })),
    ...Object.entries(CODES).map(([state, code]) => ({
      state,
      show: () => <CodeStep joining={joiningAt(ADDRESS, { code })} begun={BEGUN} />,
    })),
  ],
  NextSteps: [
    {
      state: 'author',
      show: () => <NextSteps connection={NORDLYS} onRules={nothing} onConnection={nothing} />,
    },
    {
      state: 'every role',
      show: () => <NextSteps connection={LONG_TEAM} onRules={nothing} onConnection={nothing} />,
    },
  ],
  OwnTeam: [{ state: 'closed', show: () => <OwnTeam look={async () => 'silent'} onUse={nothing} /> }],
  // A heading of the page: the next one here is its section's.
  JoinedHead: [
    { state: 'new', show: () => <JoinedHead connection={NORDLYS} isNew /> },
    { state: 'long name, offline', show: () => <JoinedHead connection={LONG_TEAM} isNew={false} /> },
  ],
};
