/** A store of the first version, with a team in it, is started with this one. */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTeamKey } from '../../team-store/crypto/keys.ts';
import { createToken } from '../../team-store/crypto/tokens.ts';
import { type Store, startStore } from '../../team-store/store.ts';
import { fingerprintOf } from '../../utils/draft/fingerprint.ts';
import { entriesOf, requestExport, verifyExport } from './exports.ts';
import { draftOf, emptyDatabase, onDatabase, SECRET, type TestDatabase } from './helpers.ts';

const FIRST = '0001_first.sql';
const team = randomUUID();
const member = randomUUID();
const request = randomUUID();
const device = randomUUID();
const token = createToken('sgn', team);
const draft = draftOf('Guaranteed returns, from before');
let store: Store;
let database: TestDatabase;

beforeAll(async () => {
  database = await emptyDatabase();
  const sql = await readFile(new URL(`../../team-store/migrations/${FIRST}`, import.meta.url), 'utf8');
  await onDatabase(database.owner, async (client) => {
    await client.query(sql);
    await client.query(
      'create schema signoff_migrations; create table signoff_migrations.done (name text primary key, checksum text not null, at timestamptz not null default now())',
    );
    const checksum = createHash('sha256').update(sql).digest('hex');
    await client.query('insert into signoff_migrations.done (name, checksum) values ($1, $2)', [
      FIRST,
      checksum,
    ]);
  });
  const { publicKey, sealed } = await createTeamKey(SECRET, team);
  const now = Date.now();
  const print = fingerprintOf(draft);
  const entries = [
    { kind: 'member.add', member, outcome: 'applied', subject: member, roles: ['admin', 'author'] },
    { kind: 'team.create', member, outcome: 'applied', key: publicKey },
    {
      kind: 'request.create',
      member,
      device,
      seq: 1,
      outcome: 'applied',
      request,
      number: 1,
      fingerprint: print,
    },
  ];
  const rows: [string, unknown[]][] = [
    [
      'teams (team, name, version, log_size, key_id, public_key, sealed_key, created_at) values ($1, $2, 3, 3, $3, $4, $5, $6)',
      [team, 'Old team', publicKey.kid, JSON.stringify(publicKey), sealed, now],
    ],
    [
      'members (team, id, name, email, roles, version, created_at) values ($1, $2, $3, $4, $5, 1, $6)',
      [team, member, 'Kari', 'kari@example.com', ['admin', 'author'], now],
    ],
    [
      'devices (team, id, member, name, token_hash, last_seq, created_at) values ($1, $2, $3, $4, $5, 1, $6)',
      [team, device, member, 'Old browser', token.hash, now],
    ],
    [
      "requests (team, id, author, platform, account, state, newest, created_at, updated_at, expires_at, version) values ($1, $2, $3, 'x', '@fund', 'waiting', 1, $4, $4, $5, 3)",
      [team, request, member, now, now + 86_400_000],
    ],
    [
      "request_versions (team, request, number, author, editor, draft, fingerprint, findings, verdict, ruleset, note, created_at) values ($1, $2, 1, $3, $3, $4, $5, '[]', 'needs-approval', 0, '', $6)",
      [team, request, member, JSON.stringify(draft), print, now],
    ],
    ...entries.map((entry, at): [string, unknown[]] => [
      'log (team, seq, at, entry) values ($1, $2, $3, $4)',
      [team, at + 1, now, JSON.stringify(entry)],
    ]),
  ];
  await onDatabase(database.admin, async (client) => {
    for (const [text, values] of rows) await client.query(`insert into signoff.${text}`, values);
  });
  store = await startStore({ port: 0, databaseUrl: database.owner, secret: SECRET });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

it('has its whole record, from the first entry on, in an export that can be verified', async () => {
  const answer = await requestExport(store.url, token.text);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  // Three from before, then the team, its member, its browser and the version, and the export itself.
  expect(await verifyExport(text)).toMatchObject({ header: { from: 1, to: 8, teamName: 'Old team' } });
  const entries = entriesOf(text);
  expect(entries.map(({ record }) => record.entry.kind)).toEqual([
    'member.add',
    'team.create',
    'request.create',
    ...Array.from({ length: 4 }, () => 'record.adopt'),
    'log.export',
  ]);
  expect(entries.at(6)).toMatchObject({
    record: { entry: { request, number: 1, fingerprint: fingerprintOf(draft) } },
    content: { draft, author: member },
  });
});

it('goes on from there', async () => {
  const pull = await fetch(`${store.url}/api/v1/pull`, {
    headers: { authorization: `Bearer ${token.text}` },
  });
  expect(pull.status).toBe(200);
  const again = await startStore({ port: 0, databaseUrl: database.owner, secret: SECRET });
  const size = await again.core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('teams')
      .select(['log_size', 'tree_size', 'log_adopted'])
      .where('team', '=', team)
      .executeTakeFirst(),
  );
  await again.close();
  expect(size).toEqual({ log_size: 8, tree_size: 8, log_adopted: true });
});
