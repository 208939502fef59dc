import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestState } from '../../../utils/api/entities.ts';
import type { Plan, PlanStep } from '../../../utils/policy/plan.ts';
import {
  apply,
  closesAt,
  isRepeat,
  type RequestEvent,
  type RequestProgress,
} from '../../../utils/policy/request.ts';
import { TRANSITIONS } from '../../../utils/policy/transitions.ts';
import { isMeant, type Person, type Who, whoKey } from '../../../utils/policy/who.ts';

const HOUR = 3_600_000;
const PEOPLE: readonly Person[] = [
  { member: 'ola', roles: ['author'], groups: [] },
  { member: 'both', roles: ['author', 'reviewer'], groups: ['legal'] },
  { member: 'ingrid', roles: ['reviewer'], groups: ['legal'] },
  { member: 'per', roles: ['reviewer'], groups: [] },
  { member: 'kari', roles: ['reviewer', 'admin'], groups: ['legal', 'board'] },
  { member: 'admin', roles: ['admin'], groups: [] },
  { member: 'auditor', roles: ['auditor'], groups: ['board'] },
];
const personOf = (member: string): Person => PEOPLE.find((one) => one.member === member) ?? never(member);
const never = (what: string): never => {
  throw new Error(what);
};

const actor = fc
  .tuple(fc.constantFrom(...PEOPLE), fc.option(fc.constantFrom(...PEOPLE), { freq: 3 }))
  .map(([person, away]) => ({
    ...person,
    standsFor: away === null || away.member === person.member ? [] : [away],
  }));
const who: fc.Arbitrary<Who> = fc.constantFrom<Who>(
  { role: 'reviewer' },
  { role: 'admin' },
  { group: 'legal' },
  { group: 'board' },
  { members: ['per', 'kari'] },
);
const plan: fc.Arbitrary<Plan> = fc.record({
  steps: fc
    .uniqueArray(fc.tuple(who, fc.integer({ min: 1, max: 2 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 3,
      selector: ([one]) => whoKey(one),
    })
    .map((steps) =>
      steps
        .map(([one, need, stage]): PlanStep => ({ id: whoKey(one), who: one, need, stage, because: [] }))
        .sort((a, b) => a.stage - b.stage),
    ),
  clearanceHours: fc.constant(24),
  requestHours: fc.constant(72),
  oneUse: fc.boolean(),
  keepsSame: fc.boolean(),
  override: fc.option(
    who.map((one) => ({ who: one, reasonLength: 3 })),
    { freq: 2 },
  ),
});
const fingerprint = fc.constantFrom('b', 'a', 'a', 'a', 'a', 'a');
const platform = fc.constantFrom('linkedin', ...Array.from({ length: 9 }, () => 'x'));
const verdict = fc.constantFrom(
  'blocked',
  'clear',
  'warned',
  'needs-approval',
  'needs-approval',
  'needs-approval',
);
const reason = fc.constantFrom('', 'ok', 'because', 'because');
/** 0 stands for the number that would be right. */
const version = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3);

function eventOf(plans: fc.Arbitrary<Plan>): fc.Arbitrary<RequestEvent> {
  const rare = <T>(arbitrary: fc.Arbitrary<T>) => ({ weight: 1, arbitrary });
  return fc.oneof(
    rare(
      fc.record({ kind: fc.constant('create' as const), actor, fingerprint, platform, verdict, plan: plans }),
    ),
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('send-version' as const),
        actor: fc.oneof({ weight: 1, arbitrary: actor }, { weight: 5, arbitrary: fc.constant(OLA) }),
        editor: fc.constantFrom('ola', 'ola', 'ola', 'per'),
        fingerprint,
        platform,
        verdict,
        plan: plans,
        number: version,
      }),
    },
    {
      weight: 24,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        actor,
        fingerprint,
        version,
        decision: fc.constantFrom(
          'request-changes',
          'reject',
          ...Array.from({ length: 18 }, () => 'approve' as const),
        ),
        reason: fc.option(reason),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('override' as const), actor, fingerprint, version, reason }),
    },
    rare(fc.record({ kind: fc.constantFrom('withdraw' as const, 'supersede' as const), actor })),
    rare(fc.record({ kind: fc.constant('cancel' as const), actor, reason })),
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('recheck' as const), verdict, plan: plans }) },
    rare(fc.constant({ kind: 'used' as const })),
    rare(fc.constant({ kind: 'expire' as const })),
  );
}
const OLA = { ...personOf('ola'), standsFor: [] };

interface Step {
  readonly event: RequestEvent;
  readonly wait: number;
}
const stepOf = (plans: fc.Arbitrary<Plan>): fc.Arbitrary<Step> =>
  fc.record({
    event: eventOf(plans),
    wait: fc.constantFrom(80 * HOUR, 400 * HOUR, ...Array.from({ length: 20 }, (_, at) => at % 2)),
  });

/** Commands in any order; some come twice, some come late. */
const history: fc.Arbitrary<readonly Step[]> = fc
  .array(plan, { minLength: 1, maxLength: 2 })
  .chain((plans) =>
    fc.tuple(
      fc.constant(plans[0] ?? never('plan')),
      fc.array(fc.tuple(stepOf(fc.constantFrom(...plans)), fc.option(fc.nat({ max: 8 }), { freq: 3 })), {
        maxLength: 40,
      }),
    ),
  )
  .map(([first, steps]) => {
    const out: Step[] = [
      {
        wait: 0,
        event: {
          kind: 'create',
          actor: OLA,
          fingerprint: 'a',
          platform: 'x',
          verdict: 'needs-approval',
          plan: first,
        },
      },
    ];
    const late: { readonly at: number; readonly step: Step }[] = [];
    for (const [at, [one, again]] of steps.entries()) {
      out.push(one);
      if (again !== null) late.push({ at: at + again, step: { ...one, wait: 0 } });
      out.push(...late.filter((other) => other.at === at).map((other) => other.step));
    }
    return out;
  });

type See = (
  before: RequestProgress | null,
  event: RequestEvent,
  after: RequestProgress,
  seat: { readonly step: string; readonly seat: string } | null,
) => void;

function placed(given: RequestEvent, newest: number): RequestEvent {
  if (given.kind === 'send-version' && given.number === 0) return { ...given, number: newest + 1 };
  if ((given.kind === 'decide' || given.kind === 'override') && given.version === 0)
    return { ...given, version: newest };
  return given;
}

/** Runs the steps; refused ones change nothing. */
function run(steps: readonly Step[], see: See): void {
  let request: RequestProgress | null = null;
  let now = 1_000;
  for (const { event: given, wait } of steps) {
    now += wait;
    const newest: number = (request as RequestProgress | null)?.versions.length ?? 0;
    const next = placed(given, newest);
    const result = apply(request, next, now);
    if (!result.ok) continue;
    see(request, next, result.request, result.seat);
    request = result.request;
  }
}

/** What the test itself keeps, from the commands alone: who approved which content, in whose place. */
interface Approval {
  readonly by: Person;
  readonly seat: Person;
  readonly fingerprint: string;
}

/**
 * Whether these approvals can be shared out so that every step has its own: tried whole, with no help from the code
 * under test. No approval counts in two steps.
 */
function suffices(demanded: Plan, approvals: readonly Approval[]): boolean {
  const seats = demanded.steps.flatMap(({ who: one, need }) => Array.from({ length: need }, () => one));
  const place = (at: number, free: readonly Approval[]): boolean => {
    const one = seats[at];
    if (one === undefined) return true;
    return free.some(
      (approval, taken) =>
        isMeant(one, approval.seat) &&
        place(
          at + 1,
          free.filter((_, other) => other !== taken),
        ),
    );
  };
  return place(0, approvals);
}

describe('the approval state machine', () => {
  it('is approved only with the decisions that the policy demands on that very fingerprint, or an override', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(history, (steps) => {
        let approvals: Approval[] = [];
        let print = '';
        let editor = '';
        let demanded: Plan | null = null;
        let overridden = false;
        let sentBack = false;
        run(steps, (before, next, after, seat) => {
          if (next.kind === 'create' || next.kind === 'send-version') {
            const same = next.kind === 'send-version' && next.plan.keepsSame && next.fingerprint === print;
            approvals = same && !sentBack ? approvals : [];
            sentBack = false;
            print = next.fingerprint;
            editor = next.kind === 'create' ? next.actor.member : next.editor;
            approvals = approvals.filter(
              ({ by, seat: other }) => by.member !== editor && other.member !== editor,
            );
            demanded = next.plan;
            overridden = false;
            expect(next.verdict).not.toBe('blocked');
          }
          if (next.kind === 'recheck') {
            demanded = next.plan;
            if (next.plan.override === null) overridden = false;
            if (next.verdict === 'blocked') expect(after.state).toBe('changes-requested');
          }
          if (next.kind === 'decide') {
            expect(before?.state).toBe('waiting');
            expect(next.fingerprint).toBe(print);
            expect([after.author, editor]).not.toContain(next.actor.member);
            expect([after.author, editor]).not.toContain(seat?.seat);
            const seated = personOf(seat?.seat ?? '');
            if (seated.member !== next.actor.member) {
              expect(next.actor.standsFor).toContainEqual(seated);
              seen.add('in place of another');
            }
            expect(next.actor.roles.some((role) => role === 'reviewer' || role === 'admin')).toBe(true);
            expect(approvals.map(({ by }) => by.member)).not.toContain(next.actor.member);
            expect(approvals.map((one) => one.seat.member)).not.toContain(seated.member);
            if (next.decision === 'approve')
              approvals = [...approvals, { by: next.actor, seat: seated, fingerprint: next.fingerprint }];
            else {
              sentBack = true;
              expect((next.reason ?? '').trim()).not.toBe('');
            }
          }
          if (next.kind === 'override') {
            expect(next.fingerprint).toBe(print);
            expect(demanded?.override).not.toBeNull();
            expect(isMeant(demanded?.override?.who ?? never('who'), next.actor)).toBe(true);
            expect(next.reason.trim().length).toBeGreaterThanOrEqual(3);
            overridden = true;
          }
          if (after.state === 'approved') {
            seen.add(overridden ? 'overridden' : `approved in ${demanded?.steps.length}`);
            if (next.kind === 'recheck') seen.add('approved after new rules');
            if (next.kind === 'send-version') seen.add('approved with the same content');
            expect(approvals.every((approval) => approval.fingerprint === print)).toBe(true);
            expect(after.versions.at(-1)?.fingerprint).toBe(print);
            expect(overridden || suffices(demanded ?? never('plan'), approvals)).toBe(true);
          }
        });
      }),
      { numRuns: 6_000 },
    );
    for (const way of [
      'approved in 1',
      'approved in 2',
      'approved in 3',
      'overridden',
      'in place of another',
      'approved after new rules',
      'approved with the same content',
    ])
      expect(seen, way).toContain(way);
  });

  it('keeps the order of the steps', () => {
    fc.assert(
      fc.property(history, (steps) => {
        run(steps, (before, next, _after, seat) => {
          const newest = before?.versions.at(-1);
          if (next.kind !== 'decide' || newest === undefined) return;
          const own = newest.plan.steps.find(({ id }) => id === seat?.step);
          for (const other of newest.plan.steps.filter(({ stage }) => stage < (own?.stage ?? 0))) {
            const made = newest.decisions.filter((one) => one.step === other.id && one.kind === 'approve');
            expect(made.length).toBeGreaterThanOrEqual(other.need);
          }
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes every move of the table, and no other', () => {
    const made = new Set<string>();
    const name = (kind: RequestEvent['kind'], next: RequestEvent): string => {
      if (next.kind === 'decide') return next.decision;
      if (kind === 'recheck') return 'new rules';
      return kind === 'expire' ? 'time' : kind;
    };
    fc.assert(
      fc.property(history, (steps) => {
        run(steps, (before, next, after) => {
          made.add(`${before?.state ?? 'start'} ${name(next.kind, next)} ${after.state}`);
        });
      }),
      { numRuns: 25_000, seed: 20 },
    );
    const table = TRANSITIONS.map(({ from, by, to }) => `${from} ${by} ${to}`);
    expect([...made].filter((move) => !table.includes(move))).toEqual([]);
    expect(table.filter((move) => !made.has(move))).toEqual([]);
  });

  it('never changes an older version, and never moves again once closed', () => {
    const closed: readonly RequestState[] = ['rejected', 'withdrawn', 'expired'];
    fc.assert(
      fc.property(history, (steps) => {
        run(steps, (before, _next, after) => {
          if (before === null) return;
          expect(closed).not.toContain(before.state);
          expect(after.author).toBe(before.author);
          expect(after.versions.map(({ number }) => number)).toEqual(after.versions.map((_, at) => at + 1));
          expect(after.versions.slice(0, before.versions.length - 1)).toEqual(before.versions.slice(0, -1));
        });
      }),
    );
  });

  it('leaves nothing open for ever, and does not act on what is past its time', () => {
    fc.assert(
      fc.property(history, eventOf(plan), (steps, next) => {
        let last: RequestProgress | null = null;
        run(steps, (_before, _next, after) => {
          last = after;
        });
        const request = last as RequestProgress | null;
        const due = request === null ? null : closesAt(request);
        if (request === null || due === null) return;
        const result = apply(request, next, due);
        if (result.ok) expect(next.kind).toBe('expire');
        else expect(result.code).not.toBe('already_decided');
        expect(apply(request, { kind: 'expire' }, due)).toMatchObject({
          ok: true,
          request: { state: 'expired' },
        });
        expect(apply(request, { kind: 'expire' }, due - 1)).toMatchObject({ ok: false });
      }),
    );
  });
});

describe('what is sent once more', () => {
  const sent = (number: number, print: string) => ({ number, fingerprint: print });
  const request = { author: 'ola', versions: [sent(1, 'a'), sent(2, 'b')] };

  it.each([
    ['the first version', 'ola', 1, 'a', true],
    ['the second version', 'ola', 2, 'b', true],
    ['other content', 'ola', 1, 'b', false],
    ['a version that is not there', 'ola', 3, 'b', false],
    ['another author', 'both', 1, 'a', false],
  ])('%s', (_, member, number, print, expected) => {
    expect(isRepeat(request, { member, number, fingerprint: print })).toBe(expected);
    expect(isRepeat(null, { member, number, fingerprint: print })).toBe(false);
  });
});
