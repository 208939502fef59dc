import { beforeEach, describe, expect, it } from 'vitest';
import type { Comment } from '../../../utils/api/entities.ts';
import type { VerifiedClearance } from '../../../utils/messages.ts';
import { published, released } from '../../../utils/sync/commands.ts';
import { type Database, type OutboxEntry, writeMeta } from '../../../utils/sync/db.ts';
import { goodExamples, loadContext } from '../../../utils/sync/local.ts';
import { project } from '../../../utils/sync/project.ts';
import { buildComposerState } from '../../../utils/sync/view.ts';
import { connectionOf, joinedDatabase, memberOf, NOW, requestOf, rulesetOf, teamKey } from './support.ts';

const ola = memberOf('Ola');
const ingrid = memberOf('Ingrid', ['reviewer']);
const request = requestOf(ola, 'Guaranteed growth', { state: 'approved' });
const [version] = request.versions;
const clearance: VerifiedClearance = {
  id: crypto.randomUUID(),
  request: request.id,
  fingerprint: version?.fingerprint ?? '',
  platform: request.platform,
  account: request.account,
  expiresAt: NOW + 60_000,
  once: true,
};
const POST = { id: '17', address: 'https://x.com/i/status/17' };
let db: Database;
const outbox = (): Promise<OutboxEntry[]> => db.read((tx) => tx.objectStore('outbox').getAll());

beforeEach(async () => {
  db = await joinedDatabase(connectionOf(ola, (await teamKey()).publicKey));
});

describe('what became of a post', () => {
  it('is told after its release, once, and each further post of a thread as well', async () => {
    await released(db, clearance, NOW);
    await published(db, clearance, [POST], NOW + 1);
    await published(db, clearance, [POST], NOW + 2);
    const second = { id: '18', address: null };
    await published(db, clearance, [POST, second], NOW + 3);
    expect((await outbox()).map(({ command }) => command)).toMatchObject([
      { kind: 'post.released', clearance: clearance.id },
      { kind: 'post.published', clearance: clearance.id, request: request.id, posts: [POST], at: NOW + 1 },
      { kind: 'post.published', posts: [second] },
    ]);
  });

  it('is shown at once, before the store has heard of it', async () => {
    const by = {
      member: { id: ola.id, name: ola.name },
      policy: { need: 1, requestHours: 1 },
      clockOffset: 0,
    };
    expect(project([request], [], by)[0]?.request.published).toBeUndefined();
    await released(db, clearance, NOW);
    expect(project([request], await outbox(), by)[0]?.request.published?.posts).toEqual([]);
    await published(db, clearance, [POST], NOW);
    expect(project([request], await outbox(), by)[0]?.request.published?.posts).toEqual([POST]);
    // The store has sent it back meanwhile: named once all the same.
    const there = { ...request, published: { at: NOW, posts: [POST] } };
    expect(project([there], await outbox(), by)[0]?.request.published).toEqual({ at: NOW, posts: [POST] });
  });
});

describe('what a composer is told of a request', () => {
  const comment = (text: string, more: Partial<Comment> = {}): Comment => ({
    id: crypto.randomUUID(),
    version: 1,
    member: { id: ingrid.id, name: ingrid.name },
    audience: 'team',
    text,
    suggestion: null,
    at: NOW,
    ...more,
  });
  const told = async (comments: Comment[]) => {
    const context = await db.read(loadContext);
    const local = {
      request: { ...request, comments },
      delivery: 'sent',
      refusal: null,
      refusedSeq: null,
    } as const;
    const state = buildComposerState({ context, requests: [local], clearances: [], ruleset: null }, 'x', NOW);
    return state.kind === 'joined' ? state.requests[0]?.comments : undefined;
  };

  it('has what was said of its newest version, with the words that it quotes', async () => {
    expect(
      await told([
        comment('Please soften “Guaranteed”.'),
        comment('"growth" needs proof'),
        comment('Nothing quoted'),
        comment('“not in it”'),
      ]),
    ).toMatchObject([
      { words: { part: 0, text: 'Guaranteed' } },
      { words: { part: 0, text: 'growth' } },
      { words: null },
      { words: null },
    ]);
  });

  it('has the words that a remark was put to, whatever it quotes', async () => {
    const start = request.versions[0]?.draft.parts[0]?.text.indexOf('growth') ?? -1;
    const words = { part: 0, start, end: start + 'growth'.length };
    expect(
      await told([comment('Not “Guaranteed”', { words }), comment('gone', { words: { ...words, part: 9 } })]),
    ).toMatchObject([{ words: { part: 0, text: 'growth' } }, { words: null }]);
  });

  it('has nothing that is for reviewers alone, of an older version, or without words', async () => {
    expect(
      await told([
        comment('“Guaranteed” is a trap', { audience: 'reviewers' }),
        comment('old', { version: 7 }),
        comment(' '),
      ]),
    ).toBeUndefined();
  });

  it('has how long answers have taken, as the store last said', async () => {
    await db.write((tx) => writeMeta(tx, 'answers', { median: 90_000, of: 5 }));
    const context = await db.read(loadContext);
    const state = buildComposerState({ context, requests: [], clearances: [], ruleset: null }, 'x', NOW);
    expect(state).toMatchObject({ answerTime: 90_000 });
  });
});

it('a rule’s good examples come from the team’s own rules, and none where the rule is not there', async () => {
  await db.write((tx) => writeMeta(tx, 'bundle', { jws: '', bundle: rulesetOf(1) }));
  expect(await db.read((tx) => goodExamples(tx, 'house', 'promise'))).toEqual(['likely']);
  expect(await db.read((tx) => goodExamples(tx, 'house', 'other'))).toEqual([]);
  expect(await db.read((tx) => goodExamples(tx, 'other', 'promise'))).toEqual([]);
});
