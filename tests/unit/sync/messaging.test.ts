import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { answer, type Handlers } from '../../../utils/messaging/listen.ts';
import { permission, type Self, type Sender } from '../../../utils/messaging/sender.ts';
import type { AnyMessage, Wire } from '../../../utils/messaging.ts';
import { send } from '../../../utils/messaging.ts';
import { adapterFor } from '../../../utils/platforms/registry.ts';
import { LocalError } from '../../../utils/sync/errors.ts';
import { explainIn } from '../../../utils/sync/texts.ts';
import { submissionOf } from './support.ts';

const self: Self = {
  id: 'own',
  base: 'chrome-extension://own/',
  platformAt: (place) => adapterFor(place)?.id ?? null,
};
const tab = { id: 1 };
const onX: Sender = { id: 'own', url: 'https://x.com/home', origin: 'https://x.com', tab, frameId: 0 };
const popup: Sender = {
  id: 'own',
  url: 'chrome-extension://own/popup.html',
  origin: 'chrome-extension://own',
};

const PAGE_KINDS = ['page/join', 'page/leave', 'page/flush', 'page/sync'] as const;
const COMPOSER_KINDS = [
  'composer/state',
  'composer/linter',
  'composer/request',
  'composer/send-version',
  'composer/withdraw',
  'composer/override',
  'composer/texts',
  'composer/released',
] as const;

describe('who may send what', () => {
  it('lets a content script speak for the platform it stands in', () => {
    for (const kind of COMPOSER_KINDS)
      expect(permission(kind, onX, self)).toEqual({ allowed: true, platform: 'x' });
  });

  it('lets it speak in a frame that the platform’s page has made, by the frame’s origin', () => {
    for (const url of ['about:blank', 'about:srcdoc'])
      expect(permission('composer/state', { ...onX, url }, self)).toEqual({ allowed: true, platform: 'x' });
  });

  it('lets own pages speak for the person, in a tab or not', () => {
    for (const kind of PAGE_KINDS) {
      expect(permission(kind, popup, self).allowed).toBe(true);
      expect(permission(kind, { ...popup, tab }, self).allowed).toBe(true);
      // Firefox before 126 tells no origin.
      expect(permission(kind, { id: 'own', url: popup.url }, self).allowed).toBe(true);
    }
  });

  it.each<[string, Sender]>([
    ['another extension', { ...popup, id: 'other' }],
    ['no id', { url: popup.url }],
    ['a content script', onX],
    ['a page whose address only begins alike', { id: 'own', url: 'chrome-extension://own.evil/popup.html' }],
    ['another extension’s page under our id', { id: 'own', url: 'chrome-extension://other/popup.html' }],
    ['an own address in a foreign origin', { ...popup, origin: 'https://x.com' }],
    ['no address', { id: 'own' }],
  ])('lets %s not speak for the person', (_, sender) => {
    for (const kind of PAGE_KINDS) expect(permission(kind, sender, self).allowed).toBe(false);
  });

  it.each<[string, Sender]>([
    ['another extension', { ...onX, id: 'other' }],
    ['a site that is no platform', { ...onX, url: 'https://example.com/', origin: 'https://example.com' }],
    ['a host that only ends alike', { ...onX, url: 'https://evil-x.com/', origin: 'https://evil-x.com' }],
    ['the platform over plain http', { ...onX, url: 'http://x.com/', origin: 'http://x.com' }],
    ['a sandboxed frame of the platform', { ...onX, origin: 'null' }],
    ['a frame of another origin', { ...onX, origin: 'https://evil.example' }],
    ['a frame that a foreign page has made', { ...onX, url: 'about:blank', origin: 'https://evil.example' }],
    ['a frame without address or origin', { ...onX, url: 'about:blank', origin: 'null' }],
    ['something outside a tab', { id: 'own', url: onX.url }],
    ['an own page', popup],
    ['a file', { id: 'own', url: 'file:///home/x.com', tab }],
    ['no address', { id: 'own', tab }],
    ['no valid address', { id: 'own', url: 'x.com', tab }],
  ])('lets %s not speak for a composer', (_, sender) => {
    for (const kind of COMPOSER_KINDS) expect(permission(kind, sender, self).allowed).toBe(false);
  });
});

function spies() {
  const handlers: Handlers = {
    'composer/state': vi.fn(async () => ({ kind: 'unjoined' }) as const),
    'composer/texts': vi.fn(async () => ({ locale: 'en', messages: null }) as const),
    'composer/linter': vi.fn(async () => ({})),
    'composer/request': vi.fn(async () => ({ request: 'r' })),
    'composer/send-version': vi.fn(async () => ({ request: 'r' })),
    'composer/withdraw': vi.fn(async () => ({})),
    'composer/override': vi.fn(async () => ({})),
    'composer/released': vi.fn(async () => ({})),
    'composer/published': vi.fn(async () => ({})),
    'composer/examples': vi.fn(async () => ({ good: [] })),
    'composer/ask-words': vi.fn(async () => ({})),
    'page/join': vi.fn(async () => ({ team: 'Fund', member: 'Ola' })),
    'page/leave': vi.fn(async () => ({})),
    'page/flush': vi.fn(async () => ({})),
    'page/sync': vi.fn(async () => ({})),
  };
  const calls = (): number =>
    Object.values(handlers).reduce((sum, one) => sum + vi.mocked(one).mock.calls.length, 0);
  return { handlers, calls };
}

describe('the background', () => {
  it('answers what is in order', async () => {
    const { handlers } = spies();
    const message: AnyMessage = { type: 'composer/request', submission: submissionOf('Guaranteed') };
    expect(await answer(handlers, message, onX, self)).toEqual({ ok: true, value: { request: 'r' } });
    expect(handlers['composer/request']).toHaveBeenCalledWith(message, 'x', { tab: 1, frame: 0 });
  });

  it('takes the report of what a clearance for one use let out, and of the posts that came of it', async () => {
    const { handlers } = spies();
    const clearance = {
      id: crypto.randomUUID(),
      request: crypto.randomUUID(),
      fingerprint: 'a'.repeat(64),
      platform: 'x',
      account: '@fund',
      expiresAt: 1,
      once: true,
    } as const;
    const posts = [{ id: '1', address: 'https://x.com/i/status/1' }];
    for (const message of [
      { type: 'composer/released', clearance, at: 2 },
      { type: 'composer/published', clearance, posts, at: 3 },
    ] as const)
      expect(await answer(handlers, message, onX, self)).toMatchObject({ ok: true });
    const forged = {
      type: 'composer/published',
      clearance,
      posts: [{ id: '1', address: 'javascript:1' }],
      at: 3,
    };
    expect(await answer(handlers, forged, onX, self)).toMatchObject({ ok: false, code: 'invalid_input' });
    const other = {
      type: 'composer/published',
      clearance: { ...clearance, platform: 'linkedin' },
      posts,
      at: 3,
    };
    expect(await answer(handlers, other, onX, self)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('takes the question for the state with and without the ruleset that is known', async () => {
    for (const known of [{}, { knownRuleset: null }, { knownRuleset: `${randomUUID()} 7` }]) {
      const { handlers } = spies();
      const message: AnyMessage = { type: 'composer/state', platform: 'x', ...known };
      expect(await answer(handlers, message, onX, self)).toMatchObject({ ok: true });
      expect(handlers['composer/state']).toHaveBeenCalledWith(message, 'x', { tab: 1, frame: 0 });
    }
  });

  it('lets a platform’s script not speak for another platform', async () => {
    const { handlers, calls } = spies();
    const submission = submissionOf('a', 'linkedin');
    const fingerprint = 'f'.repeat(64);
    const clearance = {
      id: randomUUID(),
      request: randomUUID(),
      fingerprint,
      platform: 'linkedin',
      account: null,
      expiresAt: 1,
    };
    const messages: AnyMessage[] = [
      { type: 'composer/state', platform: 'linkedin' },
      { type: 'composer/request', submission },
      { type: 'composer/send-version', request: randomUUID(), number: 2, submission },
      { type: 'composer/released', clearance, at: 1 },
    ];
    for (const message of messages)
      expect(await answer(handlers, message, onX, self)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(calls()).toBe(0);
  });

  it.each<[string, unknown]>([
    ['an unknown field', { type: 'composer/state', platform: 'x', url: 'https://evil.example' }],
    ['a missing field', { type: 'composer/request' }],
    ['an unknown kind', { type: 'composer/approve', request: randomUUID() }],
    [
      'a text over the limit',
      { type: 'composer/request', submission: { ...submissionOf('a'), note: 'n'.repeat(2_001) } },
    ],
    ['an id that is none', { type: 'composer/withdraw', request: '../../etc' }],
  ])('refuses %s', async (_, message) => {
    const { handlers, calls } = spies();
    expect(await answer(handlers, message, onX, self)).toMatchObject({ ok: false, code: 'invalid_input' });
    expect(calls()).toBe(0);
  });

  it.each([
    null,
    undefined,
    7,
    'composer/state',
    {},
    { type: 7 },
    { type: 'state-changed' },
    { type: '__proto__' },
  ])('does not answer what is none of its messages (%j)', async (message) => {
    expect(await answer(spies().handlers, message, onX, self)).toBeNull();
  });

  it('says why it could not, and keeps its own mistakes to itself', async () => {
    const { handlers } = spies();
    vi.mocked(handlers['page/sync']).mockRejectedValueOnce(new LocalError('database_full', 'No room.'));
    expect(await answer(handlers, { type: 'page/sync' }, popup, self)).toEqual({
      ok: false,
      code: 'database_full',
      detail: 'No room.',
    });
    vi.mocked(handlers['page/sync']).mockRejectedValueOnce(new LocalError('database_full', 'No room.'));
    expect(await answer(handlers, { type: 'page/sync' }, popup, self, explainIn('nb'))).toMatchObject({
      detail: expect.stringMatching(/ikke plass/),
    });
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    vi.mocked(handlers['page/sync']).mockRejectedValueOnce(new Error('secret of the inside'));
    const reply = await answer(handlers, { type: 'page/sync' }, popup, self);
    vi.unstubAllGlobals();
    expect(reply).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(reported).toHaveBeenCalledOnce();
  });
});

/** A wire whose answers are given in order; errors are thrown. Waiting takes no time and is counted. */
function wireOf(...answers: unknown[]) {
  const waits: number[] = [];
  let posts = 0;
  const wire: Wire = {
    id: () => 'own',
    post: async () => {
      const next = answers[Math.min(posts, answers.length - 1)];
      posts += 1;
      if (next instanceof Error) throw next;
      return next;
    },
    wait: async (ms) => void waits.push(ms),
  };
  return { wire, waits, posts: () => posts };
}

const NOBODY = new Error('Could not establish connection. Receiving end does not exist.');
const CLOSED = new Error(
  'A listener indicated an asynchronous response, but the message channel closed before a response was received',
);
const done = { ok: true, value: {} };
const join: AnyMessage = {
  type: 'page/join',
  store: 'https://s.example',
  code: 'ABCD-EFGH-JKLM-NPQR',
  verifier: 'v'.repeat(43),
};

describe('send', () => {
  it('waits for a background that is just starting', async () => {
    const { wire, waits } = wireOf(NOBODY, NOBODY, done);
    expect(await send({ type: 'page/sync' }, wire)).toEqual(done);
    expect(waits).toEqual([50, 100]);
  });

  it('gives up after four seconds and says so', async () => {
    const { wire, waits } = wireOf(NOBODY);
    expect(await send({ type: 'page/sync' }, wire)).toMatchObject({ ok: false, code: 'unavailable' });
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(4_000);
    expect(waits.length).toBeGreaterThan(3);
  });

  it('asks again when the background ended before it answered, except to join', async () => {
    expect(await send({ type: 'page/sync' }, wireOf(CLOSED, done).wire)).toEqual(done);
    const joining = wireOf(CLOSED, done);
    expect(await send(join, joining.wire)).toMatchObject({ ok: false, code: 'unavailable' });
    expect(joining.posts()).toBe(1);
    expect(await send(join, wireOf(NOBODY, done).wire)).toEqual(done);
  });

  it('knows when the extension was updated under it', async () => {
    const orphaned = { ok: false, code: 'orphaned' };
    const { wire, posts } = wireOf(done);
    expect(await send({ type: 'page/sync' }, { ...wire, id: () => undefined })).toMatchObject(orphaned);
    const throwing = (): never => {
      throw new TypeError('undefined');
    };
    expect(await send({ type: 'page/sync' }, { ...wire, id: throwing })).toMatchObject(orphaned);
    expect(posts()).toBe(0);
    const invalidated = wireOf(new Error('Extension context invalidated.'));
    expect(await send({ type: 'page/sync' }, invalidated.wire)).toMatchObject(orphaned);
    expect(invalidated.posts()).toBe(1);
  });

  it('never rejects, whatever comes back', async () => {
    for (const odd of [undefined, null, 7, {}, { ok: 'yes' }, new Error('anything')])
      expect(await send(join, wireOf(odd).wire)).toMatchObject({ ok: false });
  });
});
