/** What was applied but whose answer was lost comes again under another name: applied once, answered `applied`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  newVersion,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';

const TEXT = 'Guaranteed 20% returns';

let store: TestStore;
let team: TestTeam;
let ola: Browser;
let ingrid: Browser;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, {
    ola: ['author'],
    kari: ['author'],
    ingrid: ['reviewer'],
    per: ['reviewer'],
  });
  ola = await team.join('ola');
  ingrid = await team.join('ingrid');
});
afterAll(() => store.close());

const rows = (table: 'requests' | 'request_versions' | 'decisions' | 'releases' | 'log') =>
  store.core.db.readTeam(team.id, async (tx) => {
    const { n } = await tx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  });
const counts = async () => ({
  requests: await rows('requests'),
  versions: await rows('request_versions'),
  decisions: await rows('decisions'),
  releases: await rows('releases'),
  log: await rows('log'),
});

/** The member's browser after its device was taken back: it joins anew and sends again what had no answer. */
async function rejoined(name: string, before: Browser): Promise<Browser> {
  await before.call('POST', '/api/v1/leave');
  return team.join(name);
}

describe('after joining anew', () => {
  it('a request and its versions count as applied, and nothing is there twice', async () => {
    const create = creation(draftOf(TEXT));
    const second = newVersion(create.request, 2, draftOf(`${TEXT}!`));
    expect(await ola.send(create)).toBe('applied');
    expect(await ola.send(second)).toBe('applied');
    ola = await rejoined('ola', ola);
    const before = await counts();
    expect(await ola.send(create)).toBe('applied');
    expect(await ola.send(second)).toBe('applied');
    expect(await counts()).toEqual(before);
    expect((await ola.request(create.request)).versions).toHaveLength(2);
  });

  it('other content, or another author, is refused as before', async () => {
    const create = creation(draftOf(TEXT));
    await ola.send(create);
    expect(await ola.send({ ...creation(draftOf('Other')), request: create.request })).toBe('id_reused');
    expect(await ola.send({ ...create, fingerprint: 'a'.repeat(64) })).toBe('fingerprint_mismatch');
    await ola.send(newVersion(create.request, 2, draftOf('Second')));
    expect(await ola.send({ ...creation(draftOf('Second')), request: create.request })).toBe('id_reused');
    expect(await ola.send(newVersion(create.request, 2, draftOf(TEXT)))).toBe('version_changed');
    const kari = await team.join('kari');
    expect(await kari.send(create)).toBe('id_reused');
    expect(await kari.send(newVersion(create.request, 2, draftOf('Second')))).toBe('not_your_request');
  });

  it('a decision counts as applied, with the same content by the same member only', async () => {
    const id = await ola.ask(TEXT);
    const reason = 'Too sure \ud83d';
    const decision = ingrid.decision(await ingrid.request(id), 'request-changes', reason);
    if (decision.kind !== 'request.decide') throw new Error('a decision');
    expect(await ingrid.send(decision)).toBe('applied');
    ingrid = await rejoined('ingrid', ingrid);
    const before = await counts();
    expect(await ingrid.send(decision)).toBe('applied');
    expect(await counts()).toEqual(before);
    expect(await ingrid.send({ ...decision, reason: 'Something else' })).toBe('already_decided');
    expect(await ingrid.send({ ...decision, verdict: 'approve' })).toBe('already_decided');
    expect(await ingrid.send({ ...decision, decision: randomUUID() })).toBe('already_decided');
    expect(await (await team.join('per')).send(decision)).toBe('already_decided');
    expect((await ola.request(id)).versions[0]?.decisions).toHaveLength(1);
  });

  it('an approval that comes again after it was overtaken gives no second clearance', async () => {
    const id = await ola.ask(TEXT);
    const approval = ingrid.decision(await ingrid.request(id));
    expect(await ingrid.send(approval)).toBe('applied');
    expect(await ola.send(newVersion(id, 2, draftOf(`${TEXT}?`)))).toBe('applied');
    expect(await ingrid.send(approval)).toBe('applied');
    const { state, versions } = await ola.request(id);
    expect([state, versions.map(({ clearance }) => clearance !== null)]).toEqual(['waiting', [true, false]]);
  });
});

describe('what went out', () => {
  it('is recorded once by one browser for one moment', async () => {
    const id = await ola.ask(TEXT);
    await ingrid.send(ingrid.decision(await ingrid.request(id)));
    const { versions, platform, account } = await ola.request(id);
    const [, payload = ''] = (versions[0]?.clearance ?? '').split('.');
    const released = {
      kind: 'post.released' as const,
      clearance: String(JSON.parse(Buffer.from(payload, 'base64url').toString()).id),
      request: id,
      fingerprint: versions[0]?.fingerprint ?? '',
      platform,
      account,
      at: 1_700_000_000_000,
    };
    expect(await ola.send(released)).toBe('applied');
    const before = await counts();
    expect(await ola.send(released)).toBe('applied');
    expect(await counts()).toEqual(before);
    expect(await ola.send({ ...released, at: released.at + 1 })).toBe('applied');
    const after = await counts();
    expect([after.releases, after.log]).toEqual([before.releases + 1, before.log + 1]);
  });
});
