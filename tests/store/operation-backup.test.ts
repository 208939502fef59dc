import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from '../../team-store/backup/back-up.ts';
import { restore } from '../../team-store/backup/restore.ts';
import { migrate, migrationNames } from '../../team-store/database/migrate.ts';
import { makeDueCheckpoints } from '../../team-store/record/checkpoints.ts';
import { startStore } from '../../team-store/store.ts';
import { requestExport, verifyExport } from './exports.ts';
import {
  Browser,
  createTeam,
  draftOf,
  emptyDatabase,
  newVersion,
  onDatabase,
  PASSWORD,
  SECRET,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { runStore } from './processes.ts';
import { Visitor } from './visitor.ts';

let store: TestStore;
let team: TestTeam;
let folder: string;
let ola: Browser;
let boss: Browser;

/** Every row of every table as text; what a backup leaves out by itself is left out here by name. */
async function contents(admin: string): Promise<Record<string, string[]>> {
  return onDatabase(admin, async (client) => {
    const { rows: tables } = await client.query(
      `select relname as name from pg_class where relnamespace = 'signoff'::regnamespace and relkind = 'r' and relname <> 'attempts'`,
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables) {
      // Members come to see all anew after a restore; nothing else differs.
      const row = name === 'members' ? `(to_jsonb(t) - 'view')::text` : 't::text';
      const { rows } = await client.query(`select ${row} as row from signoff.${name} t order by 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });
}

const optionsOf = (databaseUrl: string) => ({ databaseUrl, secret: SECRET });

/** The lines of a backup, and how they are put together again. */
const unpacked = async (file: string): Promise<string> => gunzipSync(await readFile(file)).toString('utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-backup-'));
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'], kari: ['auditor'] });
  const second = await createTeam(store, { per: ['author'] });
  await (await second.join('per')).ask('Guaranteed by the other team');
  ola = await team.join('ola');
  boss = await team.join('boss');
  const ingrid = await team.join('ingrid');
  const strange = 'Guaranteed \u2028 \ud83d\ude00 "quoted" \\ back, {braces}\nand lines\t\u0001';
  const request = await ola.ask(strange);
  await ola.send(newVersion(request, 2, draftOf(`${strange} 2`)));
  await ingrid.send(ingrid.decision(await ingrid.request(request)));
  const rejected = await ola.ask('Guaranteed, no');
  await ingrid.send(ingrid.decision(await ingrid.request(rejected), 'reject', 'because “so”'));
  await boss.call('POST', '/api/v1/webhooks', { url: 'https://hooks.example.com/x' });
  await boss.call('POST', '/api/v1/groups', {
    id: 'legal',
    title: 'Legal',
    members: [team.members.get('ingrid')?.id],
  });
  await boss.call('POST', '/api/v1/pauses', {
    id: '0b0b0b0b-0000-4000-8000-000000000001',
    scope: { kind: 'platform', platform: 'linkedin' },
    reason: 'Merger',
    until: null,
  });
  const visitor = new Visitor(store.url);
  await visitor.post('/sign-in', { email: team.members.get('boss')?.email ?? '', password: PASSWORD });
  await visitor.post('/record/hold', { request: rejected, reason: 'A case' });
  await makeDueCheckpoints(store.core);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe('a backup', () => {
  it('has all of every table, and a restored store has it again', async () => {
    const file = join(folder, 'quiet.backup');
    const before = await contents(store.adminUrl);
    const made = await backUp(optionsOf(store.ownerUrl), file);
    expect(made.teams).toBe(2);
    expect(made.rows).toBe(Object.values(before).flat().length);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const target = await emptyDatabase();
    expect(await restore(optionsOf(target.owner), file)).toEqual(made);
    expect(await contents(target.admin)).toEqual(before);
    await target.drop();
  });

  it('taken under load is of one moment: the log verifies, members sign in, browsers go on', async () => {
    const file = join(folder, 'busy.backup');
    let over = false;
    let asked = 0;
    // From before the backup, so that the store restored from it has moved past it.
    const position = (await ola.pull()).body;
    const load = (async () => {
      while (!over) {
        await ola.ask(`Guaranteed ${asked}`);
        asked += 1;
      }
    })();
    const from = asked;
    for (let taken = 0; taken < 3; taken += 1) {
      await rm(file, { force: true });
      await backUp(optionsOf(store.ownerUrl), file);
    }
    over = true;
    await load;
    expect(asked).toBeGreaterThan(from);
    const target = await emptyDatabase();
    await restore(optionsOf(target.owner), file);
    const restored = await startStore({ port: 0, databaseUrl: target.owner, secret: SECRET });
    const kari = team.members.get('boss');
    const visitor = new Visitor(restored.url);
    expect((await visitor.post('/sign-in', { email: kari?.email ?? '', password: PASSWORD })).status).toBe(
      303,
    );
    expect((await visitor.get('/members')).text).toContain(kari?.email ?? 'nobody');
    const answer = await requestExport(restored.url, boss.joined.token);
    const verified = await verifyExport(await answer.text(), { kid: boss.joined.key.kid });
    expect(verified).toHaveProperty('checkpoint');
    // The history is whole: what the log says was asked is what there is.
    const { rows } = await onDatabase(target.admin, (client) =>
      client.query(
        `select (select count(*)::int from signoff.log where team = $1 and entry ->> 'kind' = 'request.create') as log,
          (select count(*)::int from signoff.requests where team = $1) as requests`,
        [team.id],
      ),
    );
    expect(rows[0].log).toBe(rows[0].requests);
    // A browser from before goes on where the backup left it, and is told which commands it has.
    const again = new Browser(restored.url, ola.joined);
    const { body } = await again.push({
      ...ola.next({ kind: 'request.withdraw', request: ola.joined.device }),
      seq: 9_999,
    });
    expect(body).toMatchObject({ code: 'sequence_gap' });
    again.seq = body.last ?? -1;
    // Its position belongs to a history that went on after the backup: it is told to fetch all anew.
    const stale = await again.pull(`?cursor=${position.cursor}&after=${encodeURIComponent(position.after)}`);
    expect(stale).toMatchObject({ status: 410, body: { code: 'cursor_too_old' } });
    expect((await again.requests()).length).toBeGreaterThan(2);
    expect(await again.ask('Guaranteed after all')).toBeTypeOf('string');
    await restored.close();
    await target.drop();
  });

  it('is made and restored by the command line', async () => {
    const file = join(folder, 'command.backup');
    const environment = { DATABASE_URL: store.ownerUrl, SIGNOFF_SECRET: SECRET };
    const made = await runStore(['backup', file], environment);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(/^\d+ rows of 2 teams are in .*keep it apart/);
    const again = await runStore(['backup', file], environment);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
    const target = await emptyDatabase();
    const restored = await runStore(['restore', file], { ...environment, DATABASE_URL: target.owner });
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    await target.drop();
  });

  it('of a store with its own database is taken while it runs, and needs its secret to be restored', async () => {
    const dataDir = join(folder, 'data');
    const file = join(folder, 'own.backup');
    const running = await startStore({ port: 0, dataDir });
    const own = await createTeam(running, { ola: ['author'] });
    await (await own.join('ola')).ask('Guaranteed');
    expect(await backUp({ dataDir }, file)).toMatchObject({ teams: 1 });
    const secret = (await readFile(join(dataDir, 'secret.key'), 'utf8')).trim();
    expect(await unpacked(file)).not.toContain(secret);
    await running.close();
    // The store is stopped: the same command starts its database for this.
    await rm(file);
    expect(await backUp({ dataDir }, file)).toMatchObject({ teams: 1 });
    const next = join(folder, 'next');
    await expect(restore({ dataDir: next }, file)).rejects.toMatchObject({
      code: 'wrong_secret',
      message: expect.stringContaining('secret.key'),
    });
    await expect(restore({ dataDir: next, secret: 'y'.repeat(40) }, file)).rejects.toMatchObject({
      code: 'wrong_secret',
    });
    await expect(stat(join(next, 'postgres'))).rejects.toThrow();
    expect(await restore({ dataDir: next, secret }, file)).toMatchObject({ teams: 1 });
    await copyFile(join(dataDir, 'secret.key'), join(next, 'secret.key'));
    const moved = await startStore({ port: 0, dataDir: next });
    expect(await moved.setupLink()).toBeNull();
    await moved.close();
  });
});

describe('a restore', () => {
  let whole: string;
  beforeAll(async () => {
    whole = join(folder, 'whole.backup');
    await backUp(optionsOf(store.ownerUrl), whole);
  });

  /** Refused with a sentence, and the database is what it was: not even set up. */
  async function refuses(file: string, code: string, sentence: RegExp): Promise<void> {
    const target = await emptyDatabase();
    const refusal = await restore(optionsOf(target.owner), file).then(
      () => null,
      (error) => error,
    );
    expect(refusal).toMatchObject({ name: 'StartError', code });
    expect(refusal.message).toMatch(sentence);
    const { rows } = await onDatabase(target.admin, (client) =>
      client.query(`select nspname from pg_namespace where nspname like 'signoff%'`),
    );
    expect(rows).toEqual([]);
    await target.drop();
  }

  it('refuses a file that breaks off, wherever that is', async () => {
    const bytes = await readFile(whole);
    const file = join(folder, 'cut.backup');
    for (const length of [0, 5, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      await refuses(file, 'backup_damaged', /is not a whole backup .*nothing was restored/);
    }
    // Cut at a line, and packed anew.
    const lines = (await unpacked(whole)).trimEnd().split('\n');
    await writeFile(file, gzipSync(`${lines.slice(0, -1).join('\n')}\n`));
    await refuses(file, 'backup_damaged', /breaks off before its manifest/);
    await writeFile(file, gzipSync(lines.join('\n')));
    await refuses(file, 'backup_damaged', /breaks off in line/);
  });

  it('refuses a file in which anything was changed', async () => {
    const file = join(folder, 'changed.backup');
    const bytes = await readFile(whole);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
    await writeFile(file, bytes);
    await refuses(file, 'backup_damaged', /is not a whole backup/);
    const lines = (await unpacked(whole)).trimEnd().split('\n');
    const row = lines.findIndex((line) => line.includes('request.create'));
    const changes: [string[], RegExp][] = [
      [
        lines.with(row, lines[row]?.replace('request.create', 'request.cancel') ?? ''),
        /does not fit its manifest/,
      ],
      [lines.toSpliced(row, 1), /does not fit its manifest/],
      [lines.toSpliced(row, 0, lines[row] ?? ''), /does not fit its manifest/],
      [lines.with(row, '{"x":'), /cannot be read/],
      [lines.with(row, '["too short"]'), /number of values/],
      [[...lines, lines[row] ?? ''], /follows its end/],
      [lines.slice(1), /does not begin/],
      [lines.with(0, (lines[0] ?? '').replace('"v":1', '"v":2')), /does not begin/],
    ];
    for (const [changed, sentence] of changes) {
      await writeFile(file, gzipSync(`${changed.join('\n')}\n`));
      await refuses(file, 'backup_damaged', sentence);
    }
    await writeFile(file, 'not even packed');
    await refuses(file, 'backup_damaged', /cannot be unpacked/);
    await refuses(join(folder, 'nothing-there'), 'backup_missing', /cannot be read/);
  });

  it('refuses a database with a team, and changes nothing in it', async () => {
    const before = await contents(store.adminUrl);
    await expect(restore(optionsOf(store.ownerUrl), whole)).rejects.toMatchObject({
      code: 'restore_refused',
      message: expect.stringContaining('has a team already'),
    });
    expect(await contents(store.adminUrl)).toEqual(before);
  });

  it('refuses another secret before it touches anything', async () => {
    const target = await emptyDatabase();
    await expect(
      restore({ databaseUrl: target.owner, secret: 'another secret of forty characters, or so' }, whole),
    ).rejects.toMatchObject({ code: 'wrong_secret' });
    const done = await onDatabase(target.admin, (client) =>
      client.query(`select to_regclass('signoff_migrations.done') as done`),
    );
    expect(done.rows).toEqual([{ done: null }]);
    await target.drop();
  });

  it('takes an empty database of an older schema, and refuses one of a newer', async () => {
    const names = await migrationNames();
    const older = await emptyDatabase();
    await migrate(older.owner, { only: new Set(names.slice(0, 2)) });
    expect(await restore(optionsOf(older.owner), whole)).toMatchObject({ teams: 2 });
    await older.drop();
    const newer = await emptyDatabase();
    await migrate(newer.owner);
    await onDatabase(newer.owner, (client) =>
      client.query(`insert into signoff_migrations.done (name, checksum) values ('9999_later.sql', 'x')`),
    );
    await expect(restore(optionsOf(newer.owner), whole)).rejects.toMatchObject({
      code: 'restore_refused',
      message: expect.stringContaining('9999_later.sql'),
    });
    await newer.drop();
    const file = join(folder, 'future.backup');
    const lines = (await unpacked(whole)).trimEnd().split('\n');
    const header = JSON.parse(lines[0] ?? '');
    header.migrations.push({ name: '9999_later.sql', checksum: 'x' });
    const { createHash } = await import('node:crypto');
    const changed = lines.with(0, JSON.stringify(header));
    const { end } = JSON.parse(lines.at(-1) ?? '');
    end.sha256 = createHash('sha256')
      .update(`${changed.slice(0, -1).join('\n')}\n`)
      .digest('hex');
    await writeFile(file, gzipSync(`${changed.with(-1, JSON.stringify({ end })).join('\n')}\n`));
    await refuses(file, 'migration_changed', /made by a newer Signoff \(9999_later\.sql\)/);
  });

  it('is all or nothing when the database fails half-way', async () => {
    const target = await emptyDatabase();
    await migrate(target.owner);
    await onDatabase(target.admin, (client) =>
      client.query(`alter table signoff.decisions add constraint none check (kind <> 'reject')`),
    );
    await expect(restore(optionsOf(target.owner), whole)).rejects.toMatchObject({ code: 'migration_failed' });
    const left = Object.values(await contents(target.admin)).flat();
    expect(left).toEqual([]);
    await target.drop();
  });

  it('lets no row into another team than it was saved of', async () => {
    const lines = (await unpacked(whole)).trimEnd().split('\n');
    const at = lines.findIndex((line) => line.includes('"table":"requests"') && line.includes(team.id));
    const other = lines.find((line) => line.includes('"table":"teams"') && !line.includes(team.id)) ?? '';
    const changed = lines.with(at, (lines[at] ?? '').replace(team.id, JSON.parse(other).team));
    const { createHash } = await import('node:crypto');
    const { end } = JSON.parse(lines.at(-1) ?? '');
    end.sha256 = createHash('sha256')
      .update(`${changed.slice(0, -1).join('\n')}\n`)
      .digest('hex');
    const file = join(folder, 'mixed.backup');
    await writeFile(file, gzipSync(`${changed.with(-1, JSON.stringify({ end })).join('\n')}\n`));
    const target = await emptyDatabase();
    await expect(restore(optionsOf(target.owner), file)).rejects.toThrow(/row-level security/);
    expect(Object.values(await contents(target.admin)).flat()).toEqual([]);
    await target.drop();
  });
});

it('leaves nothing half-made behind', async () => {
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  await expect(
    backUp(optionsOf(store.ownerUrl), join(folder, 'no-such-folder', 'x.backup')),
  ).rejects.toMatchObject({ code: 'data_not_writable' });
});
