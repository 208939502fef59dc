import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../utils/api/routes.ts';
import { type Browser, createTeam, startTestStore, type TestStore, type TestTeam } from './helpers.ts';

let store: TestStore;
let one: TestTeam;
let other: TestTeam;
let ola: Browser;
let spy: Browser;
let request: string;
let owner: pg.Client;

beforeAll(async () => {
  store = await startTestStore();
  one = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
  other = await createTeam(store, { spy: ['author', 'reviewer', 'admin', 'auditor'] });
  ola = await one.join('ola');
  spy = await other.join('spy');
  request = await ola.ask('Guaranteed confidential-words');
  owner = new pg.Client({ connectionString: store.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await store.close();
});

interface TableFacts {
  table: string;
  forced: boolean;
  policies: number;
  first: string;
  privileges: string[];
}

async function tables(): Promise<TableFacts[]> {
  const { rows } = await owner.query<TableFacts>(`
    select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid
        and pg_get_expr(p.polqual, p.polrelid) like '%app.team%' and pg_get_expr(p.polwithcheck, p.polrelid) like '%app.team%'
        and 'signoff_app'::regrole = any (p.polroles)) as policies,
      (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary) as first,
      array(select distinct privilege_type::text from information_schema.role_table_grants g
        where g.table_schema = 'signoff' and g.table_name = c.relname and g.grantee = 'signoff_app') as privileges
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'signoff' and c.relkind in ('r', 'p') order by 1`);
  return rows;
}

/** Runs in a transaction as the server's role, in a team or in none. */
async function asApp<T extends pg.QueryResultRow>(
  team: string | null,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  await owner.query('begin');
  try {
    await owner.query(`select set_config('role', 'signoff_app', true), set_config('app.team', $1, true)`, [
      team ?? '',
    ]);
    const { rows } = await owner.query<T>(sql, values);
    return rows;
  } finally {
    await owner.query('rollback');
  }
}

describe('row security', () => {
  it('is forced on every table, each of whose keys begins with the team', async () => {
    const all = await tables();
    expect(all.length).toBeGreaterThan(14);
    for (const { table, forced, policies, first } of all)
      expect({ table, forced, policies, first }).toEqual({ table, forced: true, policies: 1, first: 'team' });
  });

  it('leaves every row of another team out of sight, and all of them without a team', async () => {
    for (const { table } of await tables()) {
      const foreign = await asApp<{ n: number }>(
        other.id,
        `select count(*)::int as n from signoff.${table} where team <> $1`,
        [other.id],
      );
      expect([table, foreign[0]?.n]).toEqual([table, 0]);
      const none = await asApp<{ n: number }>(null, `select count(*)::int as n from signoff.${table}`);
      expect([table, none[0]?.n]).toEqual([table, 0]);
    }
    const own = await asApp<{ n: number }>(one.id, 'select count(*)::int as n from signoff.requests');
    expect(own[0]?.n).toBe(1);
  });

  it('binds the owner of the tables too', async () => {
    for (const { table } of await tables()) {
      const { rows } = await owner.query(`select count(*)::int as n from signoff.${table}`);
      expect([table, rows[0].n]).toEqual([table, 0]);
    }
  });

  it('cannot be left by the server’s role, which owns nothing and may rewrite no record', async () => {
    const { rows } = await owner.query(
      `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
        (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r
        where rolname in ('signoff_app', 'signoff_lookup', 'signoff_purge') order by 1`,
    );
    expect(rows).toHaveLength(3);
    for (const role of rows)
      expect(role).toMatchObject({
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        owned: 0,
      });
    for (const { table, privileges } of await tables()) {
      if (
        ['log', 'decisions', 'clearances', 'request_versions', 'rulesets', 'mutations', 'releases'].includes(
          table,
        )
      )
        expect([table, privileges.filter((right) => right !== 'SELECT' && right !== 'INSERT')]).toEqual([
          table,
          [],
        ]);
    }
    for (const sql of [
      'delete from signoff.log',
      `update signoff.log set at = 0`,
      'alter table signoff.log disable row level security',
      'truncate signoff.log',
    ])
      await expect(asApp(one.id, sql)).rejects.toThrow();
    await expect(
      asApp(other.id, 'update signoff.teams set name = $1 where team = $2 returning team', ['x', one.id]),
    ).resolves.toEqual([]);
  });

  it('lets the look-up role see which team, and nothing else', async () => {
    await owner.query('begin');
    await owner.query('set local role signoff_lookup');
    const { rows } = await owner.query('select team from signoff.members');
    expect(rows.length).toBeGreaterThan(3);
    await expect(owner.query('select name from signoff.members')).rejects.toThrow(/permission denied/);
    await owner.query('rollback');
  });
});

describe('the record of decisions', () => {
  it('takes no decision of the author or the last editor, not even by direct SQL as superuser', async () => {
    const admin = new pg.Client({ connectionString: store.adminUrl });
    await admin.connect();
    const { rows } = await admin.query('select * from signoff.request_versions where request = $1', [
      request,
    ]);
    const { author, editor, fingerprint } = rows[0];
    const stranger = one.members.get('ingrid')?.id;
    const insert = (member: unknown, claimed: unknown, edited = editor, print = fingerprint) =>
      admin.query(
        `insert into signoff.decisions (team, id, request, number, author, editor, fingerprint, member, kind, at)
          values ($1, $2, $3, 1, $4, $5, $6, $7, 'approve', 0)`,
        [one.id, randomUUID(), request, claimed, edited, print, member],
      );
    await expect(insert(author, author)).rejects.toThrow(/decided_by_another/);
    await expect(insert(author, stranger, stranger)).rejects.toThrow(/foreign key/);
    await expect(insert(author, author, stranger)).rejects.toThrow(/decided_by_another|foreign key/);
    await expect(insert(stranger, author, editor, 'd'.repeat(64))).rejects.toThrow(/foreign key/);
    await admin.end();
  });
});

describe('across teams', () => {
  it('no route gives anything of another team', async () => {
    for (const { method, path } of Object.values(ROUTES)) {
      if (path === ROUTES.leave.path || path === ROUTES.join.path) continue;
      const { body } = await spy.call(method, path, method === 'POST' ? {} : undefined);
      expect(JSON.stringify(body)).not.toContain(one.id);
      expect(JSON.stringify(body)).not.toContain('confidential-words');
      expect(JSON.stringify(body)).not.toContain(ola.joined.member.id);
    }
    expect(await spy.requests()).toEqual([]);
  });

  it('no command reaches another team’s request', async () => {
    const foreign = await ola.request(request);
    expect(await spy.send(spy.decision(foreign))).toBe('not_found');
    expect(await spy.send({ kind: 'request.withdraw', request })).toBe('not_found');
    expect((await ola.request(request)).state).toBe('waiting');
  });

  it('a token with another team’s name in it is worth nothing', async () => {
    const swapped = spy.joined.token.replace(other.id.replaceAll('-', ''), one.id.replaceAll('-', ''));
    const answer = await fetch(`${store.url}/api/v1/pull`, {
      headers: { authorization: `Bearer ${swapped}` },
    });
    expect(answer.status).toBe(401);
  });
});
