/** What became of what was let out, the small pictures that go with a request, words that authors ask to have accepted. */
import { createHash, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bySession } from '../../team-store/record/caller.ts';
import { setRetention } from '../../team-store/record/holds.ts';
import { purgeDue } from '../../team-store/record/purge.ts';
import type { Command } from '../../utils/api/commands.ts';
import { type Clearance, clearanceSchema, type Post } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import type { OwnWordAsks } from '../../utils/api/routes.ts';
import { entriesOf, requestExport, verifyExport } from './exports.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const TEXT = 'Guaranteed returns';
const POST: Post = {
  id: 'at://did:plc:x/app.bsky.feed.post/3k',
  address: 'https://bsky.app/profile/x/post/3k',
};
const picture = (bytes: number, kind = 'jpeg') =>
  `data:image/${kind};base64,${Buffer.alloc(bytes, 7).toString('base64')}`;

let store: TestStore;
let team: TestTeam;
let ola: Browser;
let both: Browser;
let ingrid: Browser;
let boss: Browser;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  team = await createTeam(store, { ola: ['author'], both: ['author', 'reviewer'], ingrid: ['reviewer'] });
  [ola, both, ingrid, boss] = (await Promise.all(
    ['ola', 'both', 'ingrid', 'boss'].map((name) => team.join(name)),
  )) as [Browser, Browser, Browser, Browser];
});

const exported = async (): Promise<string> => (await requestExport(store.url, boss.joined.token)).text();

async function approved(text = TEXT): Promise<Clearance> {
  const id = await ola.ask(text);
  await ingrid.send(ingrid.decision(await ingrid.request(id)));
  const [version] = (await ola.request(id)).versions;
  return clearanceSchema.parse(decodeJwt(version?.clearance ?? ''));
}

const released = ({ id, request, fingerprint, platform, account }: Clearance): Command => ({
  kind: 'post.released',
  clearance: id,
  request,
  fingerprint,
  platform,
  account,
  at: Date.now(),
});
const published = ({ id, request, platform }: Clearance, posts: Post[] = [POST], more = {}) =>
  ({ kind: 'post.published', clearance: id, request, platform, posts, at: Date.now(), ...more }) as const;

describe('a published post', () => {
  it('is on its request for author and reviewers, with when it went and where it is', async () => {
    const clearance = await approved();
    expect((await ola.request(clearance.request)).published).toBeUndefined();
    expect(await ola.send(released(clearance))).toBe('applied');
    expect((await ola.request(clearance.request)).published?.posts).toEqual([]);
    expect(await ola.send(published(clearance))).toBe('applied');
    for (const reader of [ola, ingrid]) {
      const { published: found } = await reader.request(clearance.request);
      expect(found?.posts).toEqual([POST]);
      expect(Math.abs(Date.now() - (found?.at ?? 0))).toBeLessThan(MINUTE);
    }
  });

  it('reaches browsers that have the request already', async () => {
    const clearance = await approved();
    await ola.send(released(clearance));
    const { cursor, after } = (await ingrid.pull()).body;
    await ola.send(published(clearance));
    const fresh = await ingrid.pull(`?cursor=${cursor}&after=${encodeURIComponent(after)}`);
    expect(fresh.body.changes).toMatchObject([{ entity: 'request', data: { published: { posts: [POST] } } }]);
  });

  it('is named once, however often it is told, and a thread has all its posts', async () => {
    const clearance = await approved();
    const second = { id: 'second', address: null };
    await ola.send(published(clearance));
    const before = entriesOf(await exported()).filter(({ record }) => record.entry.kind === 'post.published');
    expect(await ola.send(published(clearance))).toBe('applied');
    const after = entriesOf(await exported()).filter(({ record }) => record.entry.kind === 'post.published');
    expect([before.length, after.length]).toEqual([1, 1]);
    await ola.send(published(clearance, [POST, second]));
    expect((await ola.request(clearance.request)).published?.posts).toEqual([POST, second]);
  });

  it('counts under a genuine clearance of its author only', async () => {
    const clearance = await approved();
    expect(await ola.send(published(clearance, [POST], { clearance: randomUUID() }))).toBe(
      'clearance_invalid',
    );
    expect(await ola.send(published(clearance, [POST], { platform: 'linkedin' }))).toBe('clearance_invalid');
    expect(await both.send(published(clearance))).toBe('not_your_request');
    expect((await ola.request(clearance.request)).published).toBeUndefined();
  });

  it.each(['javascript:alert(1)', 'http://x.example/1', `https://x.example/${'a'.repeat(LIMITS.address)}`])(
    'has no address like %.30s',
    async (address) => {
      const clearance = await approved();
      const answer = await ola.push(ola.next(published(clearance, [{ id: '1', address }])));
      expect([400, 413]).toContain(answer.status);
      expect((await ola.request(clearance.request)).published).toBeUndefined();
    },
  );

  it('is in the archive: who, under which clearance, and the address bound by the log', async () => {
    const clearance = await approved();
    await ola.send(released(clearance));
    await ola.send(published(clearance));
    const text = await exported();
    expect(await verifyExport(text)).not.toHaveProperty('code');
    const [entry] = entriesOf(text).filter(({ record }) => record.entry.kind === 'post.published');
    expect(entry).toMatchObject({
      record: {
        entry: {
          clearance: clearance.id,
          request: clearance.request,
          posts: 1,
          member: team.members.get('ola')?.id,
        },
      },
      content: { posts: [POST] },
    });
    expect(JSON.stringify(entry?.record)).not.toContain('bsky.app');
    const forged = text.replace('profile/x/post/3k', 'profile/y/post/3k');
    expect(await verifyExport(forged)).toHaveProperty('code');
  });

  it('goes with its request when that is purged', async () => {
    const clearance = await approved();
    await ola.send(released(clearance));
    await ola.send(published(clearance));
    await setRetention(store.core, bySession(store.core, team.id, team.members.get('boss')?.id ?? ''), 1);
    store.advance(40 * DAY);
    await purgeDue(store.core);
    const left = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('publications').selectAll().where('team', '=', team.id).execute(),
    );
    expect(left).toEqual([]);
    expect(await verifyExport(await exported())).not.toHaveProperty('code');
  });
});

describe('small pictures of media', () => {
  const digest = 'a'.repeat(64);
  const draft = draftOf(TEXT, { parts: [{ text: TEXT, media: [{ kind: 'image', alt: null, digest }] }] });
  const withPictures = (thumbnails: readonly { digest: string; image: string }[]) => ({
    ...creation(draft),
    thumbnails: [...thumbnails],
  });

  it('go with the version to those who decide, and their digest into the archive', async () => {
    const image = picture(20_000);
    const command = withPictures([{ digest, image }]);
    expect(await ola.send(command)).toBe('applied');
    expect((await ingrid.request(command.request)).versions[0]?.thumbnails).toEqual([{ digest, image }]);
    const text = await exported();
    expect(text).not.toContain(image.slice(0, 200));
    const [entry] = entriesOf(text).filter(({ record }) => record.entry.kind === 'request.create');
    const sha256 = createHash('sha256').update(image).digest('hex');
    expect(entry?.content).toMatchObject({ thumbnails: [{ shows: digest, image: sha256 }] });
  });

  it('change nothing of what is approved', async () => {
    const plain = creation(draft);
    expect(withPictures([{ digest, image: picture(10) }]).fingerprint).toBe(plain.fingerprint);
    await ola.send(plain);
    expect((await ingrid.request(plain.request)).versions[0]).not.toHaveProperty('thumbnails');
  });

  it('show the media of this draft and nothing else', async () => {
    const command = withPictures([{ digest: 'b'.repeat(64), image: picture(10) }]);
    expect(await ola.send(command)).toBe('invalid_input');
  });

  it.each([
    ['too large', [{ digest, image: picture(24_600) }]],
    ['no picture', [{ digest, image: 'data:text/html;base64,PGI+' }]],
    ['a drawing that could hold code', [{ digest, image: picture(10, 'svg+xml') }]],
    ['an address', [{ digest, image: 'https://x.example/a.jpg' }]],
    ['too many', Array.from({ length: LIMITS.thumbnails + 1 }, () => ({ digest, image: picture(10) }))],
  ])('are refused at the door: %s', async (_, thumbnails) => {
    expect([400, 413]).toContain((await ola.push(ola.next(withPictures(thumbnails)))).status);
    expect(await ingrid.requests()).toEqual([]);
  });
});

describe('who sees a post', () => {
  it('is part of what is approved where the composer shows it, and of nothing where it does not', async () => {
    const everyone = creation(draftOf(TEXT, { audience: 'Anyone' }));
    const few = creation(draftOf(TEXT, { audience: 'Connections only' }));
    const unknown = creation(draftOf(TEXT));
    expect(new Set([everyone.fingerprint, few.fingerprint, unknown.fingerprint]).size).toBe(3);
    expect(await ola.send(everyone)).toBe('applied');
    expect(await ola.send({ ...few, fingerprint: everyone.fingerprint })).toBe('fingerprint_mismatch');
    expect(await verifyExport(await exported())).not.toHaveProperty('code');
  });
});

describe('how long answers take', () => {
  it('is the median of the last thirty days, and unknown while there are fewer than three', async () => {
    const answered = async (minutes: number): Promise<void> => {
      const id = await ola.ask(`${TEXT} ${randomUUID()}`);
      store.advance(minutes * MINUTE);
      await ingrid.send(ingrid.decision(await ingrid.request(id)));
    };
    await answered(10);
    await answered(30);
    expect((await ola.pull()).body.answers).toBeUndefined();
    await answered(60);
    const { answers } = (await ola.pull()).body;
    expect(answers?.of).toBe(3);
    expect(Math.round((answers?.median ?? 0) / MINUTE)).toBe(30);
    store.advance(31 * DAY);
    expect((await ola.pull()).body.answers).toBeUndefined();
  });
});

describe('words that an author asks to have accepted', () => {
  const ask = () => ({
    ask: randomUUID(),
    pack: 'test-rules',
    rule: 'promise',
    words: 'guaranteed',
    note: '',
  });
  const asks = async (browser: Browser) =>
    (await browser.call<{ asks: { ask: string; words: string }[] }>('GET', '/api/v1/word-asks')).body.asks;

  it('wait for an admin until one closes them, and both are on the record', async () => {
    const one = ask();
    expect((await ola.call('POST', '/api/v1/word-asks', one)).status).toBe(200);
    expect(await asks(boss)).toMatchObject([{ ...one, member: { id: team.members.get('ola')?.id } }]);
    const accept = { ask: one.ask, answer: 'accepted' };
    expect((await boss.call('POST', '/api/v1/word-asks/close', accept)).status).toBe(200);
    expect(await asks(boss)).toEqual([]);
    expect((await boss.call('POST', '/api/v1/word-asks/close', accept)).body.code).toBe('not_found');
    const kinds = entriesOf(await exported()).map(({ record }) => record.entry.kind);
    expect(kinds).toEqual(expect.arrayContaining(['words.ask', 'words.close']));
  });

  it('are asked once, read by admins alone, and closed by admins alone', async () => {
    const one = ask();
    await ola.call('POST', '/api/v1/word-asks', one);
    await ola.call('POST', '/api/v1/word-asks', one);
    await ola.call('POST', '/api/v1/word-asks', { ...one, ask: randomUUID() });
    expect(await asks(boss)).toHaveLength(1);
    expect((await ola.call('GET', '/api/v1/word-asks')).body.code).toBe('wrong_role');
    const accept = { ask: one.ask, answer: 'accepted' };
    expect((await ola.call('POST', '/api/v1/word-asks/close', accept)).body.code).toBe('wrong_role');
    expect((await ola.call('POST', '/api/v1/word-asks', { ...one, words: 'insider tip' })).body.code).toBe(
      'id_reused',
    );
  });

  it('are answered once, and their author alone reads how: by whom, and why not', async () => {
    const [first, second, third] = ['insider tip', 'sure win', 'risk free'].map((words) => ({
      ...ask(),
      words,
    }));
    for (const one of [first, second, third]) {
      store.advance(MINUTE);
      await ola.call('POST', '/api/v1/word-asks', one);
    }
    const close = (body: object) => boss.call('POST', '/api/v1/word-asks/close', body);
    expect((await close({ ask: first?.ask, answer: 'declined', reason: ' ' })).body.code).toBe(
      'invalid_input',
    );
    const reason = 'It promises what nobody can';
    expect((await close({ ask: first?.ask, answer: 'declined', reason })).status).toBe(200);
    expect((await close({ ask: second?.ask, answer: 'accepted' })).status).toBe(200);
    const own = async (browser: Browser) =>
      (await browser.call<OwnWordAsks>('GET', '/api/v1/word-asks/own')).body.asks;
    const by = { id: team.members.get('boss')?.id, name: 'Boss' };
    expect(await own(ola)).toMatchObject([
      { words: 'risk free', answer: null },
      { words: 'sure win', answer: { kind: 'accepted', reason: '', by } },
      { words: 'insider tip', answer: { kind: 'declined', reason, by } },
    ]);
    expect(await own(boss)).toEqual([]);
    const closed = entriesOf(await exported()).filter(({ record }) => record.entry.kind === 'words.close');
    expect(closed.map(({ record }) => [record.entry.outcome, record.entry.answer])).toEqual([
      ['applied', 'declined'],
      ['applied', 'accepted'],
    ]);
  });
});
