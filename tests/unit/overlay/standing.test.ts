import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en/composer.json' with { type: 'json' };
import nb from '../../../assets/locales/nb/composer.json' with { type: 'json' };
import { decide, type Held, type HoldReason, type Knowledge } from '../../../utils/gate/decide.ts';
import type { LintResult } from '../../../utils/lint/finding.ts';
import { findingKey, gravest, type Standing, standingOf } from '../../../utils/overlay/standing.ts';
import { composerTexts } from '../../../utils/overlay/texts.ts';
import { policySchema } from '../../../utils/policy/policy.ts';
import { clearanceOf, draftOf, findingOf, joined, lintOf, NOW, REQUEST, requestOf } from '../gate/samples.ts';

const DRAFT = draftOf('Guaranteed!');
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

function stand(
  knowledge: Knowledge,
  lint: LintResult = lintOf('review'),
  linked: string | null = null,
): Standing {
  const decision = decide({ knowledge, draft: DRAFT, lint, linked, now: NOW });
  const standing = standingOf({ knowledge, decision, lint, clock });
  if (standing === null) throw new Error('nothing to show');
  return standing;
}

const say = ({ status }: Standing): string => composerTexts('en')(status.key, status.params);
const next = (standing: Standing): string => composerTexts('en')(standing.next.key, standing.next.params);

describe('how a draft stands', () => {
  it('says nothing where there is no team', () => {
    const knowledge = { kind: 'unjoined' } as const;
    expect(
      standingOf({ knowledge, decision: { kind: 'open', release: null }, lint: null, clock }),
    ).toBeNull();
  });

  it('names each state', () => {
    expect(say(stand(joined(), lintOf()))).toBe('Clear');
    expect(say(stand(joined(), lintOf('warn', 'note')))).toBe('2 to look at');
    expect(say(stand(joined(), lintOf('block', 'warn', 'block')))).toBe('Blocked: 2 to mend');
    expect(say(stand(joined()))).toBe('Needs approval');
    expect(say(stand(joined({ requests: [requestOf(DRAFT)] })))).toBe(
      `Waiting for approval since ${clock(NOW - 3_600_000)}`,
    );
    const approved = joined({
      requests: [requestOf(DRAFT, { state: 'approved' })],
      clearances: [clearanceOf(DRAFT)],
    });
    expect(say(stand(approved))).toBe(`Approved until ${clock(NOW + 3_600_000)}`);
    expect(say(stand({ kind: 'orphaned' }))).toBe('Reload this tab');
    expect(say(stand({ kind: 'starting' }))).toBe('Signoff is starting');
  });

  it('offers to let it out without approval to whom the policy names, and to nobody else', () => {
    const author = { member: 'ola', roles: ['author'], groups: ['desk'] };
    const policy = policySchema.parse({ overrides: { who: { group: 'desk' }, reasonLength: 12 } });
    const approval = { policy, author };
    const steps = (more: Parameters<typeof joined>[0]) => stand(joined({ approval, ...more })).steps;
    const override = { kind: 'override', number: 1, reasonLength: 12 } as const;
    expect(steps({})).toEqual([{ kind: 'request' }, { ...override, request: null }]);
    expect(steps({ requests: [requestOf(DRAFT)] })).toEqual([
      { kind: 'withdraw', request: REQUEST },
      { ...override, request: REQUEST },
    ]);
    const kinds = (more: Parameters<typeof joined>[0]) => steps(more).map(({ kind }) => kind);
    // What the store does not have yet, what somebody has decided on, and a post that is not allowed at all.
    expect(kinds({ requests: [requestOf(DRAFT, { delivery: 'queued' })] })).not.toContain('override');
    expect(kinds({ requests: [requestOf(DRAFT, { state: 'rejected' })] })).not.toContain('override');
    expect(stand(joined({ approval }), lintOf('block')).steps).toEqual([]);
    const other = { policy, author: { ...author, groups: [] } };
    expect(kinds({ approval: other })).toEqual(['request']);
    expect(kinds({ approval: { policy: policySchema.parse({}), author } })).toEqual(['request']);
    expect(kinds({ mayAsk: false })).toEqual([]);
  });

  it('says who has paused what, and until when, whatever the draft says', () => {
    const pause = { id: 'p', scope: { kind: 'team' }, reason: 'An accident.', until: null } as const;
    const paused = stand(joined({ pauses: [pause] }), lintOf());
    expect(say(paused)).toBe('Paused');
    expect(next(paused)).toContain('“An accident.”');
    expect(paused.steps).toEqual([]);
    const until = stand(joined({ pauses: [{ ...pause, until: NOW + 3_600_000 }] }), lintOf());
    expect(say(until)).toBe(`Paused until ${clock(NOW + 3_600_000)}`);
    expect(next(until)).toContain('An accident.');
  });

  it('says since when nothing was heard from the store, where the team minds', () => {
    const policy = policySchema.parse({ offlineMinutes: 30 });
    const approval = { policy, author: { member: 'ola', roles: ['author'], groups: [] } } as const;
    const heardAt = NOW - 3_600_000;
    const silent = stand(joined({ approval, heardAt }), lintOf());
    expect(say(silent)).toBe(`No word from the team since ${clock(heardAt)}`);
    expect(next(silent)).toContain('Check your connection');
    expect(say(stand(joined({ approval, heardAt: null }), lintOf()))).toBe('No word from the team yet');
  });

  it('warns a trusted member of what others are asked about', () => {
    const policy = policySchema.parse({ trusted: { who: { group: 'seniors' } } });
    const approval = { policy, author: { member: 'ola', roles: ['author'], groups: ['seniors'] } } as const;
    const standing = stand(joined({ approval, heardAt: NOW }));
    expect(say(standing)).toBe('1 to look at');
    expect(standing.tone).toBe('warn');
  });

  it('says of a request that the store does not have what hinders it: nothing, or the connection', () => {
    const requests = [requestOf(DRAFT, { delivery: 'queued' })];
    const online = stand(joined({ requests }));
    expect(say(online)).toBe('Sending …');
    expect(next(online)).not.toContain('cannot be reached');
    const offline = stand(joined({ requests, connection: 'offline' }));
    expect(say(offline)).toBe('Kept here, not sent yet');
    expect(next(offline)).toContain('cannot be reached');
  });

  it('says that an approval has run out, and offers to ask anew', () => {
    const standing = stand(
      joined({
        requests: [requestOf(DRAFT, { state: 'approved' })],
        clearances: [clearanceOf(DRAFT, { expiresAt: NOW })],
      }),
    );
    expect(say(standing)).toBe('The approval has run out');
    expect(standing.steps).toEqual([{ kind: 'request' }]);
  });

  it('offers those without the author role nothing to ask with, and says who can', () => {
    const earlier = requestOf(draftOf('Other'), { state: 'changes-requested' });
    const fresh = stand(joined({ mayAsk: false, requests: [earlier] }));
    expect(fresh.steps).toEqual([]);
    expect(say(fresh)).toBe('Needs approval');
    expect(next(fresh)).toMatch(/only an author of the team can ask/);
    const edited = stand(joined({ mayAsk: false, requests: [earlier] }), undefined, REQUEST);
    expect(edited.steps).toEqual([{ kind: 'withdraw', request: REQUEST }]);
    const waiting = stand(joined({ mayAsk: false, requests: [requestOf(DRAFT)] }));
    expect(next(waiting)).toMatch(/until a reviewer has decided/);
  });

  it('offers nothing to send for an account that cannot be seen', () => {
    const draft = { ...DRAFT, account: null };
    const lint = lintOf('review');
    const decision = decide({ knowledge: joined(), draft, lint, linked: null, now: NOW });
    const standing = standingOf({ knowledge: joined(), decision, lint, clock });
    expect(standing).toMatchObject({ steps: [], status: { key: 'pillUnknownAccount' } });
  });

  it('says that the store is out of reach beside everything else', () => {
    expect(stand(joined({ connection: 'offline' }), lintOf()).offline).toBe(true);
    expect(stand(joined(), lintOf()).offline).toBe(false);
  });

  it('offers to ask, and after an edit a new version', () => {
    expect(stand(joined()).steps).toEqual([{ kind: 'request' }]);
    const other = requestOf(draftOf('Other'), { version: 2 });
    expect(stand(joined({ requests: [other] }), undefined, REQUEST).steps[0]).toEqual({
      kind: 'send-version',
      request: REQUEST,
      number: 3,
      other: false,
    });
  });

  it('offers the request with changes requested to a composer that does not know of it, after a reload', () => {
    const other = requestOf(draftOf('Other'), { state: 'changes-requested' });
    expect(stand(joined({ requests: [other] })).steps).toEqual([
      { kind: 'request' },
      { kind: 'send-version', request: REQUEST, number: 2, other: true },
    ]);
  });

  it('offers nothing to send where approval cannot help', () => {
    expect(stand(joined(), lintOf('block', 'review')).steps).toEqual([]);
    expect(stand({ kind: 'orphaned' }).steps).toEqual([]);
  });

  it('has words for every reason, in every language', () => {
    const reasons: HoldReason[] = [
      'starting',
      'orphaned',
      'broken',
      'no-ruleset',
      'blocked',
      'revoked',
      'unknown-media',
      'unknown-account',
      'needs-approval',
      'refused',
      'waiting',
      'changed-since-approval',
      'approval-expired',
      'approval-unproven',
      'changes-requested',
      'rejected',
    ];
    for (const reason of reasons) {
      const decision: Held = { kind: 'held', reason, request: requestOf(DRAFT) };
      const standing = standingOf({ knowledge: joined(), decision, lint: lintOf('review'), clock });
      for (const phrase of [standing?.status, standing?.next]) {
        expect(phrase).toBeDefined();
        for (const locale of ['en', 'nb'] as const) {
          const text = phrase && composerTexts(locale)(phrase.key, phrase.params);
          expect(text).not.toBe(phrase?.key);
          expect(text).not.toMatch(/[{}]/);
        }
      }
    }
  });
});

describe('the catalogues', () => {
  const places = (entry: unknown): string[] =>
    [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();

  it('have the same messages with the same places', () => {
    expect(Object.keys(nb)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, places(nb[key])]).toEqual([key, places(en[key])]);
  });
});

describe('findings', () => {
  it('are picked under a pointer by gravity, then by length', () => {
    const long = findingOf('block', 0, 20, 'long');
    const short = findingOf('block', 5, 9, 'short');
    expect(gravest([findingOf('note', 6, 7), long, short])).toBe(short);
    expect(gravest([])).toBeNull();
  });

  it('keep their names while they stay where they are', () => {
    expect(findingKey(findingOf('warn'), [])).toBe(findingKey({ ...findingOf('warn'), message: 'x' }, []));
    expect(findingKey(findingOf('warn', 0, 3), [])).not.toBe(findingKey(findingOf('warn', 1, 3), []));
  });

  it('have names of their own where a rule misses two things at one place', () => {
    const both = [findingOf('warn', 0, 0), findingOf('warn', 0, 0)];
    const again = [findingOf('warn', 0, 0), findingOf('warn', 0, 0)];
    const names = both.map((finding) => findingKey(finding, both));
    expect(new Set(names).size).toBe(2);
    expect(again.map((finding) => findingKey(finding, again))).toEqual(names);
  });
});
