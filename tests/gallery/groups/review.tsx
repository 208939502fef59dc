import { signal } from '@preact/signals';
import { AuthorBar } from '../../../components/review/AuthorBar.tsx';
import { DecisionBar } from '../../../components/review/DecisionBar.tsx';
import { DiffText } from '../../../components/review/DiffText.tsx';
import { DraftView } from '../../../components/review/DraftView.tsx';
import { createDesk, type ReviewDesk, type Stage } from '../../../components/review/desk.ts';
import { FootForm } from '../../../components/review/FootForm.tsx';
import { HelpSheet } from '../../../components/review/HelpSheet.tsx';
import { History } from '../../../components/review/History.tsx';
import { MoreBar } from '../../../components/review/MoreBar.tsx';
import { OutcomeBar } from '../../../components/review/OutcomeBar.tsx';
import { OwnWeek } from '../../../components/review/OwnWeek.tsx';
import { PolicySteps } from '../../../components/review/PolicySteps.tsx';
import { QueueBar } from '../../../components/review/QueueBar.tsx';
import { QueueList } from '../../../components/review/QueueList.tsx';
import { buildQueue, itemOf, type QueueItem } from '../../../components/review/queue.ts';
import { Remarks } from '../../../components/review/Remarks.tsx';
import { RequestForm } from '../../../components/review/RequestForms.tsx';
import { RequestView } from '../../../components/review/RequestView.tsx';
import { ReviewScreen } from '../../../components/review/ReviewScreen.tsx';
import { standingOf } from '../../../components/review/standing.ts';
import { Troubles } from '../../../components/review/Troubles.tsx';
import { VersionDiff } from '../../../components/review/VersionDiff.tsx';
import '../../../components/review/review.css';
import type { ApprovalRequest, Member, RequestVersion } from '../../../utils/api/entities.ts';
import type { Finding } from '../../../utils/lint/finding.ts';
import { verdictOf } from '../../../utils/lint/finding.ts';
import type { LocalRequest } from '../../../utils/sync/project.ts';
import type { Group } from '../group.ts';
import { FINDINGS, LONG, NOW, TEXT } from '../samples.ts';

const HOUR = 3_600_000;
const person = (id: string, name: string, ...roles: Member['roles']): Member => ({
  id,
  name,
  email: `${id}@fund.example`,
  roles,
  active: true,
});
const OLA = person('ola', 'Ola Hansen', 'author');
const INGRID = person('ingrid', 'Ingrid Berg', 'reviewer');
const PER = person('per', 'Per Lie', 'reviewer', 'admin');
const ref = ({ id, name }: Member) => ({ id, name });

function version(number: number, text: string, more: Partial<RequestVersion> = {}): RequestVersion {
  const findings = [...(more.findings ?? [])];
  return {
    number,
    draft: {
      platform: 'x',
      account: '@nordlys',
      parts: [{ text, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    },
    fingerprint: `${number}`.repeat(64),
    verdict: verdictOf(findings),
    rulesetVersion: 3,
    note: '',
    editedBy: ref(OLA),
    createdAt: NOW - 20 * 60_000,
    decisions: [],
    clearance: null,
    ...more,
    findings,
  };
}

const mutable = (findings: readonly Finding[]): RequestVersion['findings'] =>
  findings.map((one) => ({ ...one, suggestions: [...one.suggestions] }));
const PLAN: NonNullable<RequestVersion['plan']> = {
  steps: [
    { id: 'a', who: { role: 'reviewer' }, need: 2, stage: 0, because: ['investment'] },
    { id: 'b', who: { role: 'admin' }, need: 1, stage: 1, because: ['investment'] },
  ],
  clearanceHours: 24,
  requestHours: 72,
  oneUse: false,
  keepsSame: false,
  override: { who: { role: 'reviewer' }, reasonLength: 20 },
};
const GUARANTEED = version(2, TEXT, {
  findings: mutable(FINDINGS.filter(({ severity }) => severity !== 'block')),
  declared: ['paid', 'quarterly-results'],
  note: 'For Friday, after the meeting.',
  plan: PLAN,
  decisions: [{ id: 'd', member: ref(PER), kind: 'approve', reason: null, at: NOW - HOUR, step: 'a' }],
});
const FIRST = version(1, 'Guaranteed 15% returns. Email ola@fund.example', {
  decisions: [
    {
      id: 'e',
      member: ref(INGRID),
      kind: 'request-changes',
      reason: 'Say what it can lose.',
      at: NOW - HOUR,
    },
  ],
});
const COMMENTS: NonNullable<ApprovalRequest['comments']> = [
  {
    id: 'c1',
    version: 2,
    member: ref(PER),
    audience: 'reviewers',
    text: 'Ask legal first.',
    suggestion: null,
    words: { part: 0, start: 0, end: 22 },
    at: NOW - HOUR,
  },
  {
    id: 'c2',
    version: 2,
    member: ref(INGRID),
    audience: 'team',
    text: '',
    suggestion: { ...GUARANTEED.draft, parts: [{ text: 'Our fund can gain and lose.', media: [] }] },
    at: NOW - 60_000,
  },
];

function local(id: string, more: Partial<ApprovalRequest> = {}): LocalRequest {
  const request: ApprovalRequest = {
    id,
    author: ref(OLA),
    platform: 'x',
    account: '@nordlys',
    state: 'waiting',
    createdAt: NOW - HOUR,
    updatedAt: NOW - HOUR,
    expiresAt: NOW + 24 * HOUR,
    versions: [FIRST, GUARANTEED],
    ...more,
  };
  return { request, delivery: 'sent', refusal: null, refusedSeq: null };
}
const itemFor = (one: LocalRequest): QueueItem => {
  const item = itemOf(one);
  if (item === null) throw new Error('a specimen has a version');
  return item;
};

const WAITING = local('waiting', { comments: COMMENTS });
const EVERYTHING: readonly LocalRequest[] = [
  WAITING,
  local('soon', { expiresAt: NOW + HOUR, versions: [version(1, 'Come to our open day on Friday.')] }),
  local('plain', { versions: [version(1, 'Our office is closed on Friday.')] }),
  local('approved', { state: 'approved', versions: [version(1, 'Approved words')] }),
  local('sent back', { state: 'changes-requested', versions: [FIRST] }),
  local('long', { state: 'rejected', author: { id: 'x', name: LONG }, versions: [version(1, LONG)] }),
];

const nothing = (): void => undefined;
const CONNECTION = (member: Member, state: 'online' | 'offline' | 'revoked' = 'online') => ({
  storeUrl: 'https://signoff.example',
  device: 'device',
  team: { id: 'team', name: 'Nordlys Fund' },
  member,
  state,
  code: null,
  since: NOW - HOUR,
  problems: [],
  clockOffset: 0,
});

/** A desk that stands still: what it shows is given, and nothing is done. */
function still(
  member: Member,
  requests: readonly LocalRequest[],
  change: Partial<ReviewDesk> & { readonly at?: Stage } = {},
): ReviewDesk {
  const desk = createDesk(
    () => new Promise(() => undefined),
    { get: () => '', set: nothing, forget: nothing, keepOnly: nothing },
    () => NOW,
  );
  const queue = signal(buildQueue(requests, member, NOW));
  const { at = { kind: 'ready', connection: CONNECTION(member) }, ...rest } = change;
  return {
    ...desk,
    start: () => nothing,
    stage: signal(at),
    queue,
    shown: queue,
    now: signal(NOW),
    members: signal([OLA, INGRID, PER]),
    ...rest,
  };
}
const opened = (one: LocalRequest) => ({
  opened: signal({ id: one.request.id, seen: one.request.versions.at(-1)?.number ?? 1 }),
  item: signal(itemFor(one)),
});
const LINKS = {
  onJoin: nothing,
  onOptions: nothing,
  onCompose: async () => 'copied' as const,
  onSide: nothing,
};
const made = (kind: 'held' | 'queued' | 'sent', count = 1) => ({
  made: signal({
    request: 'waiting',
    decision: 'approve' as const,
    author: 'Ola Hansen',
    firstWords: TEXT,
    seqs: [1],
    count,
    moved: false,
  }),
  delivery: signal({ kind }),
});
const screen = (desk: ReviewDesk) => (
  <div style="block-size: 600px; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); overflow: hidden">
    <ReviewScreen desk={desk} links={LINKS} />
  </div>
);
const bar = (member: Member, one: LocalRequest, change: Partial<ReviewDesk> = {}) => (
  <DecisionBar
    desk={still(member, [one], { ...opened(one), ...change })}
    item={itemFor(one)}
    member={member}
    standing={standingOf(one, member, NOW)}
    isStale={false}
    onCompose={LINKS.onCompose}
  />
);
const form = (name: 'remark' | 'suggest' | 'delegate' | 'override' | 'end') => ({
  state: name,
  show: () => (
    <RequestForm form={name} desk={still(INGRID, [WAITING])} item={itemFor(WAITING)} member={INGRID} />
  ),
});
const shaped = (platform: string, texts: readonly string[]) => ({
  state: platform,
  show: () => (
    <DraftView
      version={{
        ...GUARANTEED,
        draft: {
          ...GUARANTEED.draft,
          platform,
          parts: texts.map((text) => ({
            text,
            media: [{ kind: 'image' as const, alt: 'A boat at sea', digest: null }],
          })),
        },
      }}
      author="Ola Hansen"
    />
  ),
});

export const REVIEW: Group = {
  AuthorBar: [WAITING, EVERYTHING[3] ?? WAITING].map((one) => ({
    state: one.request.state,
    show: () => <AuthorBar desk={still(OLA, [one])} item={itemFor(one)} onCompose={LINKS.onCompose} />,
  })),
  DecisionBar: [
    { state: 'to decide', show: () => bar(INGRID, WAITING) },
    { state: 'with a reason', show: () => bar(INGRID, WAITING, { form: signal('reject') }) },
    { state: 'decided by the member', show: () => bar(PER, WAITING) },
    { state: 'own', show: () => bar(OLA, WAITING) },
  ],
  DiffText: [
    {
      state: 'changed',
      show: () => (
        <DiffText
          changes={[
            { kind: 'same', text: 'Our fund ' },
            { kind: 'removed', text: 'always gains' },
            { kind: 'added', text: 'can gain and lose' },
          ]}
        />
      ),
    },
  ],
  DraftView: [
    ...['x', 'bluesky', 'mastodon', 'threads'].map((id) => shaped(id, [TEXT, 'And the second part.'])),
    ...['linkedin', 'facebook', 'instagram', 'tiktok'].map((id) => shaped(id, [`${TEXT} ${LONG}`])),
    ...['youtube', 'reddit'].map((id) => shaped(id, ['Our year', TEXT])),
    { state: 'nothing found', show: () => <DraftView version={version(1, LONG)} author="Ola" /> },
  ],
  FootForm: [
    {
      state: 'open',
      show: () => (
        <FootForm desk={still(PER, [WAITING])} title="Remark" submit="Send" onSubmit={nothing}>
          <p>What is to be filled in.</p>
        </FootForm>
      ),
    },
  ],
  HelpSheet: [{ state: 'open', show: () => <HelpSheet onClose={nothing} /> }],
  History: [{ state: 'two versions', show: () => <History request={WAITING.request} now={NOW} /> }],
  MoreBar: [
    {
      state: 'all',
      show: () => (
        <MoreBar desk={still(PER, [WAITING])} forms={['remark', 'suggest', 'delegate', 'override', 'end']} />
      ),
    },
  ],
  OutcomeBar: [
    {
      state: 'can be taken back',
      show: () => <OutcomeBar desk={still(INGRID, [], made('held'))} isOffline={false} />,
    },
    {
      state: 'several, offline',
      show: () => <OutcomeBar desk={still(INGRID, [], made('queued', 3))} isOffline />,
    },
    { state: 'sent', show: () => <OutcomeBar desk={still(INGRID, [], made('sent'))} isOffline={false} /> },
  ],
  OwnWeek: [
    {
      state: 'a week',
      show: () => (
        <OwnWeek
          figures={{
            decided: 4,
            firstPass: 3,
            rules: [{ rule: 'finance-us/promissory-claim', posts: 2 }],
          }}
        />
      ),
    },
  ],
  PolicySteps: [
    {
      state: 'half way',
      show: () => <PolicySteps version={GUARANTEED} author={OLA.id} members={[OLA, INGRID, PER]} />,
    },
  ],
  QueueBar: [
    { state: 'as it opens', show: () => <QueueBar desk={still(INGRID, EVERYTHING)} /> },
    {
      state: 'choosing several',
      show: () => <QueueBar desk={still(INGRID, EVERYTHING, { picked: signal(new Set(['plain'])) })} />,
    },
  ],
  QueueList: [
    { state: 'a reviewer’s', show: () => <QueueList desk={still(INGRID, EVERYTHING)} /> },
    { state: 'an author’s', show: () => <QueueList desk={still(OLA, EVERYTHING)} /> },
    {
      state: 'choosing several',
      show: () => <QueueList desk={still(INGRID, EVERYTHING, { picked: signal(new Set(['plain'])) })} />,
    },
    { state: 'empty', show: () => <QueueList desk={still(INGRID, [])} /> },
  ],
  Remarks: [
    {
      state: 'for a reviewer',
      show: () => <Remarks request={WAITING.request} now={NOW} onTakeOver={null} />,
    },
    {
      state: 'for the author',
      show: () => <Remarks request={WAITING.request} now={NOW} onTakeOver={nothing} />,
    },
  ],
  RequestForm: [form('remark'), form('suggest'), form('delegate'), form('override'), form('end')],
  RequestView: [INGRID, OLA].map((member) => ({
    state: `for ${member.name}`,
    show: () => (
      <RequestView
        desk={still(member, [WAITING], opened(WAITING))}
        item={itemFor(WAITING)}
        member={member}
        onCompose={LINKS.onCompose}
      />
    ),
  })),
  ReviewScreen: [
    { state: 'queue', show: () => screen(still(INGRID, EVERYTHING)) },
    { state: 'request', show: () => screen(still(INGRID, EVERYTHING, opened(WAITING))) },
    { state: 'loading', show: () => screen(still(INGRID, [], { at: { kind: 'loading' } })) },
    { state: 'no team', show: () => screen(still(INGRID, [], { at: { kind: 'unjoined' } })) },
    {
      state: 'cannot be read',
      show: () =>
        screen(
          still(INGRID, [], {
            at: { kind: 'failed', problem: { code: 'database_full', detail: 'No room.' } },
          }),
        ),
    },
    ...(['offline', 'revoked'] as const).map((state) => ({
      state,
      show: () =>
        screen(still(INGRID, EVERYTHING, { at: { kind: 'ready', connection: CONNECTION(INGRID, state) } })),
    })),
  ],
  Troubles: [
    {
      state: 'offline',
      show: () => (
        <Troubles desk={still(INGRID, [])} connection={CONNECTION(INGRID, 'offline')} onJoin={nothing} />
      ),
    },
  ],
  VersionDiff: [{ state: 'changed', show: () => <VersionDiff before={FIRST} after={GUARANTEED} /> }],
};
