import type { ComponentChild } from 'preact';
import { Card } from '../../../components/composer/Card.tsx';
import { Icon } from '../../../components/composer/Icon.tsx';
import overlayCss from '../../../components/composer/overlay.css?inline';
import { Panel } from '../../../components/composer/Panel.tsx';
import { Pill } from '../../../components/composer/Pill.tsx';
import { Press } from '../../../components/composer/Press.tsx';
import tokensCss from '../../../components/ui/tokens.css?inline';
import type { Finding } from '../../../utils/lint/finding.ts';
import type { CardModel, OverlayActions, PanelModel } from '../../../utils/overlay/model.ts';
import type { Standing } from '../../../utils/overlay/standing.ts';
import { type ComposerText, composerTexts } from '../../../utils/overlay/texts.ts';
import type { Group, Specimen } from '../group.ts';
import { ADDRESS, FINDINGS, LONG, NO_LABEL, NO_RISK, PROMISE } from '../samples.ts';
import { Shadow } from '../shadow.tsx';

const nothing = (): void => undefined;
/** In the flow of the gallery instead of beside a composer. */
const css = `${tokensCss}${overlayCss}
.pill, .box { position: static !important; visibility: visible !important; max-height: none !important; }`;

const actions: OverlayActions = {
  texts: composerTexts(document.documentElement.lang === 'nb' ? 'nb' : 'en'),
  guard: { watch: () => nothing, isGenuine: () => true },
  onUnsafe: nothing,
  onPill: nothing,
  onClosePanel: nothing,
  onDeclare: nothing,
  onJump: nothing,
  onRemark: nothing,
  onBetterWay: nothing,
  onAskWords: nothing,
  onLeave: () => undefined,
  onMendAll: nothing,
  onStep: nothing,
  onCloseCard: nothing,
  onMoveCard: nothing,
  onFix: nothing,
  onCopy: nothing,
  onHoverCard: nothing,
};

const inside = (state: string, child: () => ComponentChild): Specimen => ({
  state,
  show: () => <Shadow css={css}>{child()}</Shadow>,
});

const TIME = { time: '23 Nov, 17:00' };
type Said = readonly [tone: Standing['tone'], name: string, params?: Record<string, string | number>];
/** Every way in which a draft can stand, by its text's name. */
const WAYS: readonly Said[] = [
  ['clear', 'Clear'],
  ['warn', 'Warned', { count: 3 }],
  ['clear', 'Approved', TIME],
  ['trouble', 'Starting'],
  ['trouble', 'Orphaned'],
  ['trouble', 'Broken'],
  ['trouble', 'NoRuleset'],
  ['trouble', 'Revoked'],
  ['review', 'UnknownMedia'],
  ['review', 'UnknownAccount'],
  ['block', 'Blocked', { count: 1 }],
  ['trouble', 'Silent', TIME],
  ['trouble', 'NeverHeard'],
  ['block', 'Paused', { reason: 'A crisis in town.' }],
  ['block', 'PausedUntil', { reason: 'A crisis in town.', ...TIME }],
  ['review', 'NeedsApproval'],
  ['wait', 'Queued'],
  ['wait', 'Sending'],
  ['wait', 'Waiting', TIME],
  ['review', 'Changed', { number: 2 }],
  ['review', 'Expired'],
  ['wait', 'Unproven'],
  ['review', 'ChangesRequested', { number: 2 }],
  ['block', 'Rejected'],
  ['trouble', 'Refused'],
];

const standing = ([tone, name, params = {}]: Said, more: Partial<Standing> = {}): Standing => ({
  tone,
  status: { key: `pill${name}` as ComposerText, params },
  next: { key: `next${name}` as ComposerText, params },
  offline: false,
  request: null,
  steps: [],
  ...more,
});

const pill = (state: string, one: Standing, findings = 0): Specimen =>
  inside(state, () => (
    <Pill pill={{ id: 1, anchor: document.body, standing: one, findings, isOpen: false }} actions={actions} />
  ));

const card = (state: string, finding: Finding, more: Partial<CardModel> = {}): Specimen =>
  inside(state, () => (
    <Card
      card={{
        key: 'card',
        finding,
        index: 1,
        total: 3,
        isWhole: finding.start === finding.end,
        place: () => null,
        focus: 0,
        outcome: { kind: 'none' },
        help: { kind: 'none' },
        leaveFor: null,
        unsafe: false,
        ...more,
      }}
      actions={actions}
    />
  ));

const NEEDS: Said = ['review', 'NeedsApproval'];
const panel = (state: string, one: Standing, more: Partial<PanelModel> = {}): Specimen =>
  inside(state, () => (
    <Panel
      panel={{
        id: 1,
        anchor: document.body,
        standing: one,
        findings: FINDINGS,
        declarations: [],
        parts: 1,
        team: 'Nordlys Fund',
        account: 'northwind_fund',
        request: null,
        remarks: [],
        wasRefused: false,
        isFirst: false,
        focus: 0,
        sending: false,
        failure: null,
        unsafe: false,
        ...more,
      }}
      actions={actions}
    />
  ));
const asking = standing(NEEDS, { steps: [{ kind: 'request' }] });

export const COMPOSER: Group = {
  Icon: (['clear', 'note', 'warn', 'review', 'block', 'wait', 'trouble'] as const).map((tone) =>
    inside(tone, () => <Icon tone={tone} />),
  ),
  Press: (['plain', 'main', 'quiet', 'small', 'toggle', 'link'] as const).flatMap((kind) => [
    inside(kind, () => (
      <Press actions={actions} kind={kind} onPress={nothing}>
        Request approval
      </Press>
    )),
    inside(`${kind}, pressed`, () => (
      <Press actions={actions} kind={kind} onPress={nothing} pressed>
        Paid partnership
      </Press>
    )),
    inside(`${kind}, disabled`, () => (
      <Press actions={actions} kind={kind} onPress={nothing} disabled>
        Request approval
      </Press>
    )),
  ]),
  Pill: [
    ...WAYS.map((way) => pill(way[1], standing(way))),
    pill('with findings', standing(NEEDS), 3),
    pill('offline', standing(NEEDS, { offline: true }), 1),
  ],
  Card: [
    card('with two ways to mend it', NO_RISK),
    card('without any', PROMISE),
    card('a house rule', ADDRESS),
    card('about the post as a whole', NO_LABEL),
    card('the only one', PROMISE, { total: 1 }),
    card('mending', NO_RISK, { outcome: { kind: 'busy' } }),
    card('the editor would not take it', NO_RISK, { outcome: { kind: 'failed', restored: true } }),
    card('left for the clipboard', NO_RISK, { outcome: { kind: 'copied' } }),
    card('better ways', NO_RISK, {
      help: { kind: 'examples', good: ['Past returns say nothing of future ones.', 'You can lose money.'] },
    }),
    card('may be left as it is', NO_RISK, { leaveFor: 20 }),
    card('why the words stay', NO_RISK, {
      leaveFor: 20,
      help: { kind: 'leaving', isBusy: false, detail: null },
    }),
    card('an admin is asked', NO_RISK, { help: { kind: 'asked' } }),
    card('asking failed', NO_RISK, { help: { kind: 'failed', detail: 'The store cannot be reached.' } }),
    card('covered by the page', NO_RISK, { unsafe: true }),
    card('very long', { ...NO_RISK, message: LONG }),
  ],
  Panel: [
    panel('clear', standing(['clear', 'Clear']), { findings: [] }),
    panel('may ask', asking),
    panel('asks for the first time', asking, { isFirst: true }),
    panel('of several parts, with what can be declared', asking, {
      parts: 3,
      declarations: [
        { name: 'paid', is: true },
        { name: 'ai-image', is: false },
      ],
    }),
    panel(
      'may go out without approval',
      standing(NEEDS, {
        steps: [{ kind: 'request' }, { kind: 'override', request: null, number: 1, reasonLength: 20 }],
      }),
      { failure: 'The reason is too short: at least 20 characters.' },
    ),
    panel('sending', asking, { sending: true }),
    panel('sending failed', asking, { failure: 'The store cannot be reached.' }),
    panel('offline', standing(NEEDS, { offline: true, steps: [{ kind: 'request' }] })),
    panel('held behind the page’s buttons', asking, { wasRefused: true }),
    panel('not known as whose', standing(['review', 'UnknownAccount']), { account: '' }),
    panel('paused', standing(['block', 'Paused', { reason: LONG }]), { findings: [] }),
    panel('covered by the page', asking, { unsafe: true }),
  ],
};
