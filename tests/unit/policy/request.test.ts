import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../utils/api/ids.ts';
import { policySchema } from '../../../utils/policy/policy.ts';
import { apply, isRepeat, type RequestEvent, type RequestProgress } from '../../../utils/policy/request.ts';

const HOUR = 3_600_000;
const PEOPLE: Readonly<Record<string, readonly Role[]>> = {
  ola: ['author'],
  both: ['author', 'reviewer'],
  ingrid: ['reviewer'],
  per: ['reviewer'],
  admin: ['admin'],
  auditor: ['auditor'],
};
const PRINTS = ['a', 'b', 'c'];

const actor = fc
  .constantFrom(...Object.keys(PEOPLE))
  .map((member) => ({ member, roles: PEOPLE[member] ?? [] }));
const fingerprint = fc.constantFrom(...PRINTS);
const platform = fc.constantFrom('x', 'linkedin');
const verdict = fc.constantFrom('clear', 'warned', 'needs-approval', 'blocked');
const event: fc.Arbitrary<RequestEvent> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), actor, fingerprint, platform, verdict }),
  fc.record({
    kind: fc.constant('send-version' as const),
    actor,
    fingerprint,
    platform,
    verdict,
    number: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('decide' as const),
    actor,
    fingerprint,
    version: fc.integer({ min: 1, max: 4 }),
    decision: fc.constantFrom('approve', 'approve', 'request-changes', 'reject'),
    reason: fc.constantFrom(null, '', 'because'),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), actor }),
  fc.constant({ kind: 'expire' as const }),
);
const step = fc.record({ event, wait: fc.constantFrom(0, 0, 0, 1, 80 * HOUR) });

const begun: RequestEvent = {
  kind: 'create',
  actor: { member: 'ola', roles: ['author'] },
  fingerprint: 'a',
  platform: 'x',
  verdict: 'needs-approval',
};

/** Runs the steps; refused ones change nothing. */
function run(
  steps: readonly { event: RequestEvent; wait: number }[],
  need: number,
  see: (before: RequestProgress | null, event: RequestEvent, after: RequestProgress, now: number) => void,
): void {
  const policy = policySchema.parse({ need });
  let request: RequestProgress | null = null;
  let now = 1_000;
  for (const { event: next, wait } of [{ event: begun, wait: 0 }, ...steps]) {
    now += wait;
    const result = apply(request, next, policy, now);
    if (!result.ok) continue;
    see(request, next, result.request, now);
    request = result.request;
  }
}

describe('the approval state machine', () => {
  it('reaches "approved" only with the decisions the policy demands on that very fingerprint', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (steps, need) => {
        // Kept by the test itself, from the events alone: who approved which fingerprint since it was sent.
        let approvals = new Set<string>();
        let print = '';
        run(steps, need, (before, next, after) => {
          if (next.kind === 'create' || next.kind === 'send-version') {
            approvals = new Set();
            print = next.fingerprint;
            expect(next.verdict).not.toBe('blocked');
          }
          if (next.kind === 'decide') {
            expect(before?.state).toBe('waiting');
            expect(next.fingerprint).toBe(print);
            expect(next.actor.member).not.toBe(after.author);
            expect(next.actor.member).not.toBe(after.versions.at(-1)?.editor);
            expect(PEOPLE[next.actor.member]).toContain('reviewer');
            if (next.decision === 'approve') approvals.add(next.actor.member);
            else expect((next.reason ?? '').trim()).not.toBe('');
          }
          if (after.state === 'approved') {
            seen.add(`approved ${need}`);
            expect(approvals.size).toBeGreaterThanOrEqual(need);
            expect(after.versions.at(-1)?.fingerprint).toBe(print);
            if (before?.state !== 'approved') expect(next.kind).toBe('decide');
          }
        });
      }),
      { numRuns: 3_000 },
    );
    expect(seen.size).toBeGreaterThan(0);
  });

  it('never changes an older version, and never moves again once closed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        run(steps, 1, (before, _next, after) => {
          if (before === null) return;
          expect(['rejected', 'withdrawn', 'expired']).not.toContain(before.state);
          expect(after.author).toBe(before.author);
          expect(after.versions.map(({ number }) => number)).toEqual(after.versions.map((_, at) => at + 1));
          expect(after.versions.slice(0, before.versions.length - 1)).toEqual(before.versions.slice(0, -1));
        });
      }),
    );
  });

  it('does not act on a request past its time', () => {
    fc.assert(
      fc.property(event, (next) => {
        const policy = policySchema.parse({});
        const created = apply(null, begun, policy, 0);
        if (!created.ok) throw new Error(created.code);
        const result = apply(created.request, next, policy, 72 * HOUR);
        if (result.ok) expect(next.kind).toBe('expire');
        else if (next.kind === 'decide') expect(result.code).not.toBe('already_decided');
      }),
    );
  });

  it('does the same whenever it is asked the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const ends: (RequestProgress | null)[] = [];
        for (let round = 0; round < 2; round += 1) {
          let last: RequestProgress | null = null;
          run(steps, 2, (_before, _next, after) => {
            last = after;
          });
          ends.push(last);
        }
        expect(ends[0]).toEqual(ends[1]);
      }),
    );
  });
});

describe('what is sent once more', () => {
  const version = (number: number, fingerprint: string) => ({
    number,
    fingerprint,
    editor: 'ola',
    decisions: [],
  });
  const request: RequestProgress = {
    author: 'ola',
    platform: 'x',
    state: 'withdrawn',
    expiresAt: 0,
    versions: [version(1, 'a'), version(2, 'b')],
  };

  it.each([
    ['the first version', 'ola', 1, 'a', true],
    ['the second version', 'ola', 2, 'b', true],
    ['other content', 'ola', 1, 'b', false],
    ['a version that is not there', 'ola', 3, 'b', false],
    ['another author', 'both', 1, 'a', false],
  ])('%s', (_, member, number, fingerprint, expected) => {
    expect(isRepeat(request, { member, number, fingerprint })).toBe(expected);
    expect(isRepeat(null, { member, number, fingerprint })).toBe(false);
  });
});
