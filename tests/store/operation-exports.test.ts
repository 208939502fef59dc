import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportDue, type Schedule } from '../../team-store/record/schedule.ts';
import { startStore } from '../../team-store/store.ts';
import { entriesOf, verifyExport } from './exports.ts';
import {
  type Browser,
  createTeam,
  PASSWORD,
  SECRET,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const HOUR = 3_600_000;

interface Put {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let archive: Server;
let host: string;
let status = 201;
let puts: Put[];
let store: TestStore;
let team: TestTeam;
let ola: Browser;
let folder: string;
let schedule: Schedule;

beforeAll(async () => {
  archive = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      puts.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(archive, 'listening');
  const address = archive.address();
  host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => archive.close());

/** Each test has a store and a folder of its own; the test looks by itself, not the store's minute. */
beforeEach(async () => {
  puts = [];
  status = 201;
  store = await startTestStore({ webhookAllow: host });
  team = await createTeam(store, { ola: ['author'], kari: ['auditor'] });
  ola = await team.join('ola');
  folder = await mkdtemp(join(tmpdir(), 'signoff-exports-'));
  schedule = { folder, everyMs: 24 * HOUR };
  return async () => {
    await store.close();
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  };
});

const files = async (): Promise<string[]> => (await readdir(join(folder, team.id)).catch(() => [])).sort();
const read = (file: string): Promise<string> => readFile(join(folder, team.id, file), 'utf8');

async function signIn(name: string): Promise<Visitor> {
  const visitor = new Visitor(store.url);
  await visitor.post('/sign-in', { email: team.members.get(name)?.email ?? '', password: PASSWORD });
  return visitor;
}

describe('exports to the operator’s folder', () => {
  it('go on where the last ended, verify one by one and together, and come only when something is new', async () => {
    expect(await exportDue(store.core, schedule)).toHaveLength(1);
    expect(await exportDue(store.core, schedule)).toEqual([]);
    await ola.ask('Guaranteed one');
    // Not before its time.
    expect(await exportDue(store.core, schedule)).toEqual([]);
    store.advance(25 * HOUR);
    expect(await exportDue(store.core, schedule)).toHaveLength(1);
    store.advance(25 * HOUR);
    expect(await exportDue(store.core, schedule)).toEqual([]);
    const [first = '', second = '', ...more] = await files();
    expect(more).toEqual([]);
    const one = await verifyExport(await read(first), { kid: ola.joined.key.kid });
    if (!('header' in one)) throw new Error(one.code);
    const two = await verifyExport(await read(second), {
      kid: ola.joined.key.kid,
      since: JSON.parse((await read(first)).trimEnd().split('\n').at(-1) ?? '').checkpoint,
    });
    if (!('header' in two)) throw new Error(two.code);
    expect(two.header.from).toBe(one.header.to + 1);
    expect(JSON.stringify(entriesOf(await read(second)))).toContain('Guaranteed one');
    // That it went out is itself on the record, as the last entry of what went.
    expect(entriesOf(await read(first)).at(-1)?.record.entry).toMatchObject({
      kind: 'log.export',
      scheduled: true,
    });
  });

  it('are written once by several servers', async () => {
    const other = await startStore({ port: 0, databaseUrl: store.ownerUrl, secret: SECRET });
    const written = await Promise.all(
      [store.core, other.core, store.core, other.core].map((core) => exportDue(core, schedule)),
    );
    await other.close();
    expect(written.flat()).toHaveLength(1);
    expect(await files()).toEqual(written.flat());
  });

  it('are not written again when somebody has collected them', async () => {
    await exportDue(store.core, schedule);
    const [file = ''] = await files();
    await rename(join(folder, team.id, file), join(folder, file));
    store.advance(25 * HOUR);
    expect(await exportDue(store.core, schedule)).toEqual([]);
  });

  it('that fail leave nothing half-written, are shown, and are tried again with all that is new by then', async () => {
    // A file stands where the team's folder has to be.
    await writeFile(join(folder, team.id), '');
    expect(await exportDue(store.core, schedule)).toEqual([]);
    const auditor = await signIn('kari');
    const page = await auditor.get('/record', { 'accept-language': 'en' });
    expect(page.text).toContain('the folder cannot be written');
    expect(page.text).toContain('Nothing is there yet.');
    expect(page.text).not.toContain('action="/record/retry"');
    // Not at once again, but after a pause.
    await rm(join(folder, team.id));
    expect(await exportDue(store.core, schedule)).toEqual([]);
    await ola.ask('Guaranteed, meanwhile');
    store.advance(2 * 60_000);
    expect(await exportDue(store.core, schedule)).toHaveLength(1);
    const [file = '', ...more] = await files();
    expect(more).toEqual([]);
    expect(await verifyExport(await read(file))).toMatchObject({ header: { from: 1 } });
    expect(await read(file)).toContain('Guaranteed, meanwhile');
    // Only one entry says that it was exported, however often it was tried.
    const exports = entriesOf(await read(file)).filter(({ record }) => record.entry.kind === 'log.export');
    expect(exports).toHaveLength(1);
    expect((await auditor.get('/record')).text).not.toContain('the folder cannot be written');
  });

  it('of a server that died half-way are written by another', async () => {
    await mkdir(join(folder, team.id), { recursive: true });
    const broken = Object.create(store.core, {
      signerOf: {
        // The plan is signed, and then the server is gone.
        value: (() => {
          let asked = 0;
          return (...args: Parameters<typeof store.core.signerOf>) => {
            asked += 1;
            if (asked > 1) throw new Error('killed');
            return store.core.signerOf(...args);
          };
        })(),
      },
    });
    await expect(exportDue(broken, schedule)).rejects.toThrow();
    expect(await files()).toEqual([]);
    // Somebody may still be at it.
    expect(await exportDue(store.core, schedule)).toEqual([]);
    store.advance(11 * 60_000);
    expect(await exportDue(store.core, schedule)).toHaveLength(1);
    expect(await verifyExport(await read((await files())[0] ?? ''))).toHaveProperty('header');
  });

  it('verify although texts were purged between two attempts', async () => {
    const request = await ola.ask('Guaranteed to go');
    await ola.send({ kind: 'request.withdraw', request });
    await writeFile(join(folder, team.id), '');
    await exportDue(store.core, schedule);
    const admin = await signIn('boss');
    await admin.post('/record/retention', { days: '1' });
    store.advance(72 * HOUR);
    const { purgeDue } = await import('../../team-store/record/purge.ts');
    expect(await purgeDue(store.core)).toBe(1);
    await rm(join(folder, team.id));
    expect(await exportDue(store.core, schedule)).toHaveLength(1);
    const text = await read((await files())[0] ?? '');
    expect(text).not.toContain('Guaranteed to go');
    expect(await verifyExport(text)).toHaveProperty('header');
  });
});

describe('exports to the team’s own address', () => {
  const nowhere: Partial<Schedule> = { folder: null };

  async function setAddress(url: string, bearer = ''): Promise<number> {
    return (await (await signIn('boss')).post('/record/address', { address: url, bearer })).status;
  }

  it('are put there, whole and signed for, and the token is sealed', async () => {
    expect(await setAddress(`http://${host}/archive/`, 'archive-token-1')).toBe(303);
    expect(await exportDue(store.core, { ...schedule, ...nowhere })).toHaveLength(1);
    const [put] = puts;
    expect(put?.method).toBe('PUT');
    expect(put?.path).toMatch(/^\/archive\/signoff-log-0000000001-\d{10}\.jsonl$/);
    expect(put?.headers.authorization).toBe('Bearer archive-token-1');
    expect(put?.headers['content-length']).toBe(String(Buffer.byteLength(put?.body ?? '')));
    const digest = createHash('sha256')
      .update(put?.body ?? '')
      .digest('base64');
    expect(put?.headers['content-digest']).toBe(`sha-256=:${digest}:`);
    expect(await verifyExport(put?.body ?? '', { kid: ola.joined.key.kid })).toHaveProperty('header');
    const page = await (await signIn('boss')).get('/record');
    expect(page.text).toContain(`http://${host}/archive/`);
    expect(page.text).not.toContain('archive-token-1');
    const rows = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('export_addresses').select('sealed_token').where('team', '=', team.id).execute(),
    );
    expect(rows[0]?.sealed_token?.toString('latin1')).not.toContain('archive-token');
    // The record says who set it.
    expect(entriesOf(put?.body ?? '').map(({ record }) => record.entry.kind)).toContain('export.address');
  });

  it('that are refused are shown and tried again, until they are taken', async () => {
    await setAddress(`http://${host}/archive`);
    status = 500;
    for (const minutes of [0, 2, 3, 5]) {
      store.advance(minutes * 60_000);
      expect(await exportDue(store.core, { ...schedule, ...nowhere })).toEqual([]);
    }
    expect(puts).toHaveLength(4);
    const admin = await signIn('boss');
    const page = await admin.get('/record', { 'accept-language': 'nb' });
    expect(page.text).toContain('adressen avviste den');
    expect(page.text).toContain('Forsøk: 4');
    expect(page.text).toContain('action="/record/retry"');
    status = 200;
    expect(await exportDue(store.core, { ...schedule, ...nowhere })).toEqual([]);
    expect((await admin.post('/record/retry', {})).to).toBe('/record');
    expect(await exportDue(store.core, { ...schedule, ...nowhere })).toHaveLength(1);
    expect((await admin.get('/record')).text).not.toContain('action="/record/retry"');
  });

  it('go to a new address from the first entry on, and nowhere when it is taken back', async () => {
    await setAddress(`http://${host}/old`);
    await exportDue(store.core, { ...schedule, ...nowhere });
    await setAddress(`http://${host}/new`);
    await exportDue(store.core, { ...schedule, ...nowhere });
    expect(puts.map(({ path }) => path.split('-')[2])).toEqual(['0000000001', '0000000001']);
    expect(puts[1]?.path).toMatch(/^\/new\//);
    await setAddress('');
    await ola.ask('Guaranteed');
    store.advance(25 * HOUR);
    expect(await exportDue(store.core, { ...schedule, ...nowhere })).toEqual([]);
    expect(puts).toHaveLength(2);
  });

  it('go to no address of the operator’s own network, whatever the name says today', async () => {
    for (const url of [
      'http://169.254.169.254/',
      'https://127.0.0.1/',
      'https://u:p@x.example/',
      'ftp://x',
      'nothing',
    ])
      expect([url, await setAddress(url)]).toEqual([url, 422]);
    expect(await setAddress('https://archive.example.com/')).toBe(303);
    // As with DNS rebinding: the name was public when it was set.
    const post: Schedule['post'] = {
      resolve: ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
        done(null, [{ address: '10.0.0.1', family: 4 }])) as never,
    };
    expect(await exportDue(store.core, { ...schedule, ...nowhere, post })).toEqual([]);
    expect((await (await signIn('boss')).get('/record')).text).toContain('an address that is not public');
    expect(puts).toEqual([]);
  });

  it('are set by admins alone, which is on the record', async () => {
    const auditor = await signIn('kari');
    expect((await auditor.post('/record/address', { address: `http://${host}/x`, bearer: '' })).status).toBe(
      403,
    );
    expect((await auditor.post('/record/retry', {})).status).toBe(403);
    const text = await (
      await fetch(`${store.url}/api/v1/log/export`, {
        headers: { authorization: `Bearer ${(await team.join('kari')).joined.token}` },
      })
    ).text();
    expect(entriesOf(text).map(({ record }) => record.entry)).toContainEqual(
      expect.objectContaining({ kind: 'export.address', outcome: 'refused', code: 'wrong_role' }),
    );
  });
});
