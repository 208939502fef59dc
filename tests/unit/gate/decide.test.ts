import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST_STATES } from '../../../utils/api/entities.ts';
import { canonicalForm } from '../../../utils/draft/canonical.ts';
import type { Draft } from '../../../utils/draft/draft.ts';
import { isEmptyDraft } from '../../../utils/draft/draft.ts';
import { type Decision, decide, type Knowledge } from '../../../utils/gate/decide.ts';
import { SEVERITIES } from '../../../utils/lint/finding.ts';
import { clearanceOf, draftOf, HOUR, joined, lintOf, NOW, REQUEST, requestOf } from './samples.ts';

const DRAFT = draftOf('Guaranteed 20% returns, zero risk!');
const REVIEW = lintOf('warn', 'review');

const ask = (
  knowledge: Knowledge,
  { draft = DRAFT, lint = REVIEW as typeof REVIEW | null, linked = null as string | null, now = NOW } = {},
): Decision => decide({ knowledge, draft, lint, linked, now });

const held = (reason: string) => expect.objectContaining({ kind: 'held', reason });

describe('what is known', () => {
  it('holds nothing in a browser that belongs to no team', () => {
    expect(ask({ kind: 'unjoined' })).toEqual({ kind: 'open', release: null });
  });

  it.each(['starting', 'orphaned', 'broken'] as const)(
    'holds everything but an empty draft while %s',
    (kind) => {
      expect(ask({ kind }, { lint: lintOf() })).toEqual(held(kind));
      expect(ask({ kind }, { draft: draftOf('  \n') })).toEqual({ kind: 'open', release: null });
    },
  );

  it('holds without a ruleset, and without a linter', () => {
    expect(ask(joined({ ruleset: null }), { lint: lintOf() })).toEqual(held('no-ruleset'));
    expect(ask(joined(), { lint: null })).toEqual(held('broken'));
  });

  it('holds when the question itself is broken', () => {
    const broken = { ...DRAFT, parts: null } as unknown as Draft;
    expect(ask(joined(), { draft: broken })).toEqual(held('broken'));
    expect(ask(joined(), { lint: { verdict: 'fine', findings: [] } as never })).toEqual(held('broken'));
  });
});

describe('the verdict', () => {
  it('opens for clear and warned drafts, and records no clearance', () => {
    expect(ask(joined(), { lint: lintOf() })).toEqual({ kind: 'open', release: null });
    expect(ask(joined(), { lint: lintOf('note', 'warn') })).toEqual({ kind: 'open', release: null });
  });

  it('holds a blocked draft, approved or not', () => {
    const state = joined({
      requests: [requestOf(DRAFT, { state: 'approved' })],
      clearances: [clearanceOf(DRAFT)],
    });
    expect(ask(state, { lint: lintOf('block', 'review') })).toEqual(held('blocked'));
  });
});

describe('an approval', () => {
  const approved = (more = {}) =>
    joined({
      requests: [requestOf(DRAFT, { state: 'approved' })],
      clearances: [clearanceOf(DRAFT)],
      ...more,
    });

  it('opens the gate for its content, and is what is recorded', () => {
    expect(ask(approved())).toEqual({ kind: 'open', release: clearanceOf(DRAFT) });
  });

  it('is honoured offline until it runs out', () => {
    expect(ask(approved({ connection: 'offline' })).kind).toBe('open');
    expect(ask(approved({ connection: 'offline' }), { now: NOW + HOUR })).toEqual(held('approval-expired'));
  });

  it('is measured by the store’s clock, not by this browser’s', () => {
    expect(ask(approved({ clockOffset: HOUR }))).toEqual(held('approval-expired'));
    expect(ask(approved({ clockOffset: -HOUR }), { now: NOW + HOUR }).kind).toBe('open');
  });

  it('is worth nothing for other content, account, platform, reply or time', () => {
    const others: Draft[] = [
      draftOf(`${DRAFT.parts[0]?.text}.`),
      { ...DRAFT, account: '@other' },
      { ...DRAFT, account: null },
      { ...DRAFT, platform: 'bluesky' },
      { ...DRAFT, replyTo: '123' },
      { ...DRAFT, quotes: '123' },
      { ...DRAFT, scheduledFor: '2026-12-01T10:00:00Z' },
      { ...DRAFT, parts: [...DRAFT.parts, { text: 'and more', media: [] }] },
    ];
    for (const draft of others) expect(ask(approved(), { draft }).kind).toBe('held');
  });

  it.each(REQUEST_STATES.filter((state) => state !== 'approved'))(
    'is worth nothing once its request is %s',
    (state) => {
      expect(
        ask(joined({ requests: [requestOf(DRAFT, { state })], clearances: [clearanceOf(DRAFT)] })).kind,
      ).toBe('held');
    },
  );

  it('is worth nothing on a device the store has signed out', () => {
    expect(ask(approved({ connection: 'revoked' }))).toEqual(held('revoked'));
  });

  it('cannot cover media whose bytes are not known', () => {
    const draft: Draft = {
      ...DRAFT,
      parts: [{ text: 'x', media: [{ kind: 'image', alt: null, digest: null }] }],
    };
    const state = joined({ clearances: [clearanceOf(draft)] });
    expect(ask(state, { draft })).toEqual(held('unknown-media'));
  });

  it('cannot cover an account that is not seen: it would count for every other unseen one', () => {
    const draft: Draft = { ...DRAFT, account: null };
    const state = joined({
      requests: [requestOf(draft, { state: 'approved' })],
      clearances: [clearanceOf(draft)],
    });
    expect(ask(state, { draft })).toEqual({ kind: 'held', reason: 'unknown-account', request: null });
    expect(ask(state, { draft, lint: lintOf('warn') }).kind).toBe('open');
  });
});

describe('why it is held', () => {
  const with_ = (more: Parameters<typeof requestOf>[1], draft = DRAFT) =>
    joined({ requests: [requestOf(draft, more)] });
  const other = draftOf('Something else');

  it.each([
    [{ state: 'waiting' }, 'waiting'],
    [{ state: 'waiting', delivery: 'queued' }, 'waiting'],
    [{ state: 'waiting', delivery: 'refused', refusal: 'No.' }, 'refused'],
    [{ state: 'approved' }, 'approval-unproven'],
    [{ state: 'changes-requested' }, 'changes-requested'],
    [{ state: 'rejected' }, 'rejected'],
    [{ state: 'withdrawn' }, 'needs-approval'],
    [{ state: 'expired' }, 'needs-approval'],
  ] as const)('the same content, request %o: %s', (more, reason) => {
    expect(ask(with_(more))).toEqual(held(reason));
  });

  it.each([
    ['waiting', 'changed-since-approval'],
    ['approved', 'changed-since-approval'],
    ['changes-requested', 'changes-requested'],
    ['rejected', 'needs-approval'],
    ['withdrawn', 'needs-approval'],
  ] as const)('edited content, request %s: %s', (state, reason) => {
    expect(ask(with_({ state }, other), { linked: REQUEST })).toEqual(held(reason));
  });

  it('does not take another post’s request for this one', () => {
    const decision = ask(with_({ state: 'waiting' }, other));
    expect(decision).toEqual({ kind: 'held', reason: 'needs-approval', request: null });
    const elsewhere = with_({ state: 'waiting', account: '@other' }, other);
    expect(ask(elsewhere, { linked: REQUEST })).toEqual(held('needs-approval'));
  });

  it('prefers a request that is still open over an older one with the same content', () => {
    const again = requestOf(DRAFT, { id: 'b', state: 'waiting', updatedAt: NOW - 2 * HOUR });
    const state = joined({ requests: [requestOf(DRAFT, { state: 'rejected' }), again] });
    expect(ask(state)).toEqual({ kind: 'held', reason: 'waiting', request: again });
  });
});

describe('always', () => {
  const text = fc.string({ maxLength: 30 });
  const account = fc.option(fc.constantFrom('@a', '@b'), { nil: null });
  const draft: fc.Arbitrary<Draft> = fc.record({
    platform: fc.constantFrom('x', 'bluesky'),
    account,
    parts: fc.array(
      fc.record({
        text,
        media: fc.array(
          fc.record({
            kind: fc.constantFrom('image' as const, 'video' as const),
            alt: fc.option(text, { nil: null }),
            digest: fc.option(fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), { nil: null }),
          }),
          { maxLength: 2 },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    replyTo: fc.option(fc.constantFrom('1', '2'), { nil: null }),
    quotes: fc.constant(null),
    scheduledFor: fc.constant(null),
  });
  const severities = fc.array(fc.constantFrom(...SEVERITIES), { maxLength: 4 });
  const offset = fc.integer({ min: -2 * HOUR, max: 2 * HOUR });
  const knowledge = (drafts: readonly Draft[]): fc.Arbitrary<Knowledge> => {
    const one = fc.constantFrom(...drafts);
    const request = fc
      .tuple(
        one,
        fc.constantFrom(...REQUEST_STATES),
        fc.constantFrom('r1', 'r2'),
        fc.constantFrom('queued', 'sent', 'refused'),
      )
      .map(([d, state, id, delivery]) => requestOf(d, { state, id, delivery }));
    const clearance = fc
      .tuple(one, fc.constantFrom('r1', 'r2'), offset, account)
      .map(([d, id, until, who]) =>
        clearanceOf(d, { request: id, expiresAt: NOW + until, ...(until % 2 === 0 ? { account: who } : {}) }),
      );
    return fc.oneof(
      {
        weight: 1,
        arbitrary: fc.constantFrom<Knowledge>({ kind: 'starting' }, { kind: 'orphaned' }, { kind: 'broken' }),
      },
      {
        weight: 6,
        arbitrary: fc
          .record({
            connection: fc.constantFrom('online' as const, 'offline' as const, 'revoked' as const),
            clockOffset: offset,
            requests: fc.array(request, { maxLength: 3 }),
            clearances: fc.array(clearance, { maxLength: 3 }),
          })
          .map((more) => joined(more)),
      },
    );
  };
  const question = fc
    .tuple(draft, draft)
    .chain(([a, b]) =>
      fc.tuple(
        fc.constant(a),
        knowledge([a, b]),
        severities,
        fc.option(fc.constantFrom('r1', 'r2'), { nil: null }),
      ),
    );

  /** Invariants 2 and 3, said again in other words than the code's. */
  it('lets nothing out that needs approval but by a clearance for exactly this', () => {
    fc.assert(
      fc.property(question, ([d, known, found, linked]) => {
        const lint = lintOf(...found);
        const decision = decide({ knowledge: known, draft: d, lint, linked, now: NOW });
        if (isEmptyDraft(d) || decision.kind === 'held') return;
        expect(known.kind).toBe('joined');
        if (known.kind !== 'joined') return;
        expect(lint.verdict).not.toBe('blocked');
        if (decision.release === null) {
          expect(['clear', 'warned']).toContain(lint.verdict);
          return;
        }
        const { release } = decision;
        expect(known.clearances).toContain(release);
        expect(release.platform).toBe(d.platform);
        expect(release.account).toBe(d.account);
        expect(d.account).not.toBeNull();
        expect(release.expiresAt).toBeGreaterThan(NOW + known.clockOffset);
        expect(canonicalForm(d)).not.toContain('"digest":null');
        for (const request of known.requests)
          if (request.id === release.request) expect(request.state).toBe('approved');
      }),
      { numRuns: 2_000 },
    );
  });

  it('closes again when one character changes', () => {
    const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('!', 'x', 'å'), (before, at, added) => {
        const index = at % (before.length + 1);
        const approved = draftOf(`a${before}b`);
        const edited = draftOf(`a${before.slice(0, index)}${added}${before.slice(index)}b`);
        const state = joined({
          requests: [requestOf(approved, { state: 'approved' })],
          clearances: [clearanceOf(approved)],
        });
        expect(ask(state, { draft: approved }).kind).toBe('open');
        expect(ask(state, { draft: edited, linked: REQUEST })).toEqual(held('changed-since-approval'));
      }),
    );
  });
});
