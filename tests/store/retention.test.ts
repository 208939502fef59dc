import { decodeJwt } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPurger } from '../../team-store/database/database.ts';
import { bySession } from '../../team-store/record/caller.ts';
import { liftHold, placeHold, setRetention } from '../../team-store/record/holds.ts';
import { purgeDue } from '../../team-store/record/purge.ts';
import { type Clearance, clearanceSchema } from '../../utils/api/entities.ts';
import { entriesOf, requestExport, verifyExport } from './exports.ts';
import {
  type Browser,
  createTeam,
  draftOf,
  newVersion,
  PASSWORD,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const DAY = 86_400_000;
let store: TestStore;
let team: TestTeam;
let ola: Browser;
let ingrid: Browser;
let boss: Browser;
let admin: pg.Client;

const as = (name: string) => bySession(store.core, team.id, team.members.get(name)?.id ?? '');

beforeAll(async () => {
  store = await startTestStore();
  admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await store.close();
});

async function freshTeam(): Promise<void> {
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  [ola, ingrid, boss] = (await Promise.all(['ola', 'ingrid', 'boss'].map((name) => team.join(name)))) as [
    Browser,
    Browser,
    Browser,
  ];
}

async function exported(): Promise<string> {
  return (await requestExport(store.url, boss.joined.token)).text();
}

function clearanceOf(jws: string): Clearance {
  return clearanceSchema.parse(decodeJwt(jws));
}

/** A rejected request with two versions. */
async function closed(text: string): Promise<string> {
  const id = await ola.ask(`Guaranteed ${text}`);
  await ola.send(newVersion(id, 2, draftOf(`Guaranteed ${text} again`)));
  expect(await ingrid.send(ingrid.decision(await ingrid.request(id), 'reject', `Not ${text}`))).toBe(
    'applied',
  );
  return id;
}

describe('a term', () => {
  it('takes requests with all their texts out when it is over, and leaves a tombstone', async () => {
    await freshTeam();
    const id = await closed('plugh');
    const kept = await ola.ask('Guaranteed xyzzy');
    const before = await ola.pull();
    await setRetention(store.core, as('boss'), 30);
    expect(await purgeDue(store.core)).toBe(0);
    store.advance(31 * DAY);
    // Something happened to this one since: its term begins anew.
    await ola.send({ kind: 'request.withdraw', request: kept });
    expect(await purgeDue(store.core)).toBe(1);
    expect(await purgeDue(store.core)).toBe(0);

    const text = await exported();
    expect(await verifyExport(text)).toMatchObject({ header: { from: 1 } });
    expect(text).not.toContain('plugh');
    expect(text).toContain('xyzzy');
    const records = entriesOf(text);
    const tombstone = records.find(({ record }) => record.entry.kind === 'record.purge')?.record.entry;
    const gone = records.filter(({ record, content }) => record.entry.content && content === undefined);
    expect(tombstone).toMatchObject({ member: null, outcome: 'applied', request: id, days: 30 });
    expect(tombstone?.entries).toEqual(gone.map(({ record }) => record.seq));
    expect(gone).toHaveLength(3);

    const after = await ola.pull(
      `?cursor=${before.body.cursor}&after=${encodeURIComponent(before.body.after)}`,
    );
    expect(after.body.changes).toContainEqual(expect.objectContaining({ entity: 'request', id, data: null }));
    expect((await ola.requests()).map((request) => request.id)).toEqual([kept]);
    for (const table of [
      'requests',
      'request_versions',
      'decisions',
      'clearances',
      'releases',
      'log_contents',
    ]) {
      const { rows } = await admin.query(
        `select 1 from signoff.${table} where ${table === 'requests' ? 'id' : 'request'} = $1`,
        [id],
      );
      expect([table, rows]).toEqual([table, []]);
    }
  });

  it('counts from the end of a clearance and from what went out under it, and never for what waits', async () => {
    await freshTeam();
    const waiting = await ola.ask('Guaranteed one');
    const approved = await ola.ask('Guaranteed two');
    expect(await ingrid.send(ingrid.decision(await ingrid.request(approved)))).toBe('applied');
    await setRetention(store.core, as('boss'), 1);
    store.advance(1.5 * DAY);
    expect(await purgeDue(store.core)).toBe(0);
    const { versions } = await ola.request(approved);
    const { id: clearance, fingerprint, platform, account } = clearanceOf(versions[0]?.clearance ?? '');
    const released = { clearance, request: approved, fingerprint, platform, account, at: 1 };
    expect(await ola.send({ kind: 'post.released', ...released })).toBe('applied');
    store.advance(0.9 * DAY);
    expect(await purgeDue(store.core)).toBe(0);
    store.advance(0.2 * DAY);
    expect(await purgeDue(store.core)).toBe(1);
    expect((await ola.requests()).map(({ id }) => id)).toEqual([waiting]);
    expect(await verifyExport(await exported())).toMatchObject({ header: { from: 1 } });
  });

  it('is an admin’s to set, and on the record', async () => {
    await freshTeam();
    await expect(setRetention(store.core, as('ola'), 1)).rejects.toMatchObject({ code: 'wrong_role' });
    await setRetention(store.core, as('boss'), 365);
    const entries = entriesOf(await exported()).map(({ record }) => record.entry);
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'retention.set', outcome: 'refused', days: 1 }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'retention.set', outcome: 'applied', days: 365 }),
    );
  });
});

describe('a legal hold', () => {
  it('keeps a request, or everything, until it is lifted', async () => {
    await freshTeam();
    const [one, two] = [await closed('one'), await closed('two')];
    await setRetention(store.core, as('boss'), 1);
    const all = await placeHold(store.core, as('boss'), { request: null, reason: 'Case 1' });
    const single = await placeHold(store.core, as('boss'), { request: one, reason: 'Case 2' });
    store.advance(3 * DAY);
    expect(await purgeDue(store.core)).toBe(0);
    await liftHold(store.core, as('boss'), all);
    expect(await purgeDue(store.core)).toBe(1);
    expect((await ola.requests()).map(({ id }) => id)).toEqual([one]);
    await expect(liftHold(store.core, as('boss'), all)).rejects.toMatchObject({ code: 'not_found' });
    await liftHold(store.core, as('boss'), single);
    expect(await purgeDue(store.core)).toBe(1);
    expect(await ola.requests()).toEqual([]);
    const kinds = entriesOf(await exported()).map(({ record }) => record.entry.kind);
    expect(kinds.filter((kind) => kind === 'hold.place')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'hold.lift')).toHaveLength(3);
    expect(two).not.toBe(one);
  });

  it('binds the database: nothing under hold goes, not even by direct SQL as superuser', async () => {
    await freshTeam();
    const id = await closed('held');
    await placeHold(store.core, as('boss'), { request: id, reason: 'Case 3' });
    for (const table of ['requests', 'request_versions', 'decisions']) {
      const sql = `delete from signoff.${table} where team = $1`;
      await expect(admin.query(sql, [team.id]), table).rejects.toThrow(/under legal hold|append-only/);
    }
    const purge = store.core.db.inTeam(team.id, (tx) =>
      asPurger(tx, () =>
        tx.deleteFrom('log_contents').where('team', '=', team.id).where('request', '=', id).execute(),
      ),
    );
    await expect(purge).rejects.toThrow(/under legal hold/);
  });

  it('is an admin’s to place and to lift', async () => {
    await freshTeam();
    const hold = { request: null, reason: 'Case' };
    await expect(placeHold(store.core, as('ola'), hold)).rejects.toMatchObject({ code: 'wrong_role' });
    const id = await placeHold(store.core, as('boss'), hold);
    await expect(liftHold(store.core, as('ingrid'), id)).rejects.toMatchObject({ code: 'wrong_role' });
  });
});

describe('what may go', () => {
  it('is only what belongs to a request, and only by a purge', async () => {
    await freshTeam();
    await ola.ask('Guaranteed');
    const asRole = (work: 'purge' | 'app') =>
      store.core.db.inTeam(team.id, (tx) => {
        const all = () => tx.deleteFrom('log_contents').where('team', '=', team.id).execute();
        return work === 'purge' ? asPurger(tx, all) : all();
      });
    await expect(asRole('purge')).rejects.toThrow(/only what belongs to a request/);
    await expect(asRole('app')).rejects.toThrow(/permission denied|append-only/);
    for (const table of ['log', 'log_nodes', 'log_checkpoints', 'rulesets', 'members'] as const)
      await expect(
        store.core.db.inTeam(team.id, (tx) =>
          asPurger(tx, () => tx.deleteFrom(table).where('team', '=', team.id).execute()),
        ),
      ).rejects.toThrow(/permission denied/);
  });

  it('is found when it went without a tombstone', async () => {
    await freshTeam();
    const id = await closed('quietly');
    await store.core.db.inTeam(team.id, (tx) =>
      asPurger(tx, () =>
        tx.deleteFrom('log_contents').where('team', '=', team.id).where('request', '=', id).execute(),
      ),
    );
    const text = await exported();
    const seq = entriesOf(text).find(({ record }) => record.entry.request === id)?.record.seq;
    expect(await verifyExport(text)).toMatchObject({ code: 'content_missing', entries: [seq, seq] });
  });
});

describe('the page', () => {
  it('sets the term, places and lifts holds, and says what is wrong beside the field', async () => {
    await freshTeam();
    const visitor = new Visitor(store.url);
    await visitor.post('/sign-in', { email: team.members.get('boss')?.email ?? '', password: PASSWORD });
    expect((await visitor.get('/record')).text).toContain('Everything is kept');
    for (const days of ['0', 'soon', '1.5']) {
      const wrong = await visitor.post('/record/retention', { days });
      expect([days, wrong.status]).toEqual([days, 422]);
      expect(wrong.text).toContain('id="days-error"');
    }
    expect((await visitor.post('/record/retention', { days: '400' })).to).toBe('/record');
    const wrong = await visitor.post('/record/hold', { request: 'x', reason: '' });
    expect(wrong.text).toContain('id="request-error"');
    expect(wrong.text).toContain('id="reason-error"');
    expect((await visitor.post('/record/hold', { request: '', reason: 'Case <4>' })).to).toBe('/record');
    const page = await visitor.get('/record');
    expect(page.text).toContain('400 days');
    expect(page.text).toContain('Case &lt;4&gt;');
    const hold = /name="hold" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await visitor.post('/record/lift', { hold })).to).toBe('/record');
    expect((await visitor.post('/record/retention', { days: '' })).to).toBe('/record');
    expect((await visitor.get('/record')).text).toContain('Nothing is under hold');
    const author = new Visitor(store.url);
    await author.post('/sign-in', { email: team.members.get('ola')?.email ?? '', password: PASSWORD });
    expect((await author.post('/record/retention', { days: '1' })).status).toBe(403);
  });
});
