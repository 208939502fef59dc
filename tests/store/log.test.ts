import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWithKey } from '../../cli/trust.ts';
import { makeDueCheckpoints } from '../../team-store/record/checkpoints.ts';
import { inChange } from '../../team-store/team/change.ts';
import type { CheckpointResponse } from '../../utils/api/routes.ts';
import { fingerprintOf } from '../../utils/draft/fingerprint.ts';
import { checkpointSchema } from '../../utils/log/checkpoint.ts';
import { entryLine } from '../../utils/log/export.ts';
import { fromHex } from '../../utils/log/hash.ts';
import { verifyConsistency } from '../../utils/log/proof.ts';
import type { LogRecord } from '../../utils/log/record.ts';
import type { Problem, Verified } from '../../utils/log/verify.ts';
import { entriesOf, requestExport, verifyExport } from './exports.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  newVersion,
  PASSWORD,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const TEXT = 'Guaranteed returns';
let store: TestStore;
let team: TestTeam;
let ola: Browser;
let ingrid: Browser;
let astrid: Browser;
let boss: Browser;
let admin: pg.Client;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'], astrid: ['auditor'] });
  [ola, ingrid, astrid, boss] = (await Promise.all(
    ['ola', 'ingrid', 'astrid', 'boss'].map((name) => team.join(name)),
  )) as [Browser, Browser, Browser, Browser];
  admin = new pg.Client({ connectionString: store.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await store.close();
});

interface Row {
  readonly seq: number;
  readonly entry: LogRecord['entry'] & Record<string, unknown>;
}

async function entries(of: string = team.id): Promise<Row[]> {
  const rows = await store.core.db.readTeam(of, (tx) =>
    tx.selectFrom('log').select(['seq', 'entry']).where('team', '=', of).orderBy('seq').execute(),
  );
  return rows.map(({ seq, entry }) => ({ seq, entry: entry as Row['entry'] }));
}

async function exported(browser: Browser, from = 1): Promise<string> {
  const answer = await requestExport(store.url, browser.joined.token, from);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/jsonl');
  return answer.text();
}

function verified(text: string, since?: string): Promise<Problem | Verified> {
  return verifyExport(text, { kid: ola.joined.key.kid, ...(since === undefined ? {} : { since }) });
}

async function checkpoint(since = 0): Promise<CheckpointResponse> {
  const { status, body } = await ola.call<CheckpointResponse>('GET', `/api/v1/log/checkpoint?since=${since}`);
  expect(status).toBe(200);
  return body;
}

async function headOf({ checkpoint: jws, key }: CheckpointResponse) {
  const { size, root, at } = checkpointSchema.parse(await openWithKey(jws, key));
  return { size, root: fromHex(root), at };
}

describe('every command', () => {
  it('is entered with who, when, device, outcome, fingerprint and ruleset', async () => {
    const before = (await entries()).length;
    const command = creation(draftOf(TEXT));
    const at = Date.now();
    expect(await ola.send(command)).toBe('applied');
    const [row, ...more] = (await entries()).slice(before);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      seq: before + 1,
      entry: {
        kind: 'request.create',
        member: ola.joined.member.id,
        device: ola.joined.device,
        outcome: 'applied',
        request: command.request,
        number: 1,
        fingerprint: fingerprintOf(draftOf(TEXT)),
        ruleset: 1,
      },
    });
    expect(row?.entry.content).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.entry.command).toMatch(/^[0-9a-f]{64}$/);
    const { rows } = await admin.query('select at from signoff.log where team = $1 and seq = $2', [
      team.id,
      row?.seq,
    ]);
    expect(Math.abs(Number(rows[0].at) - at)).toBeLessThan(60_000);
  });

  it('that is refused leaves its outcome, and nothing else', async () => {
    const before = await entries();
    const command = creation(draftOf('An insider tip'));
    expect(await ola.send(command)).toBe('content_blocked');
    const after = (await entries()).slice(before.length);
    expect(after).toMatchObject([
      {
        entry: {
          kind: 'request.create',
          outcome: 'refused',
          code: 'content_blocked',
          request: command.request,
        },
      },
    ]);
    expect(after[0]?.entry.content).toBeUndefined();
    const { rows } = await admin.query('select 1 from signoff.requests where id = $1', [command.request]);
    expect(rows).toEqual([]);
  });

  it('of an admin that is refused does so too', async () => {
    const before = (await entries()).length;
    const sources = await ola.call('GET', '/api/v1/ruleset/sources');
    const { packs, overrides, policy } = sources.body;
    const body = { base: 1, packs, overrides, policy, note: '' };
    expect((await ola.call('POST', '/api/v1/ruleset', body)).body.code).toBe('wrong_role');
    const changed = { ...body, base: 7 };
    expect((await boss.call('POST', '/api/v1/ruleset', changed)).body.code).toBe('ruleset_changed');
    expect((await entries()).slice(before)).toMatchObject([
      {
        entry: {
          kind: 'ruleset.publish',
          member: ola.joined.member.id,
          outcome: 'refused',
          code: 'wrong_role',
        },
      },
      {
        entry: {
          kind: 'ruleset.publish',
          member: boss.joined.member.id,
          outcome: 'refused',
          code: 'ruleset_changed',
        },
      },
    ]);
  });

  it('that the store itself fails at leaves nothing half-written', async () => {
    const before = await entries();
    await admin.query(
      `alter table signoff.log_nodes add constraint broken check (team <> '${team.id}') not valid`,
    );
    const command = creation(draftOf(TEXT));
    const mutation = ola.next(command);
    try {
      expect((await ola.push(mutation)).status).toBe(500);
    } finally {
      await admin.query('alter table signoff.log_nodes drop constraint broken');
    }
    expect(await entries()).toEqual(before);
    const { rows } = await admin.query(
      `select (select count(*)::int from signoff.requests where id = $1) as requests,
        (select count(*)::int from signoff.mutations where id = $2) as mutations`,
      [command.request, mutation.id],
    );
    expect(rows[0]).toEqual({ requests: 0, mutations: 0 });
    expect((await ola.push(mutation)).body.results).toMatchObject([{ outcome: 'applied' }]);
    expect(await verified(await exported(astrid))).toMatchObject({ header: { from: 1 } });
  });

  it('has a place of its own when many come at once', async () => {
    const before = (await entries()).length;
    const browsers = await Promise.all(Array.from({ length: 6 }, () => team.join('ola')));
    const outcomes = await Promise.all(
      browsers.flatMap((browser) => [
        browser.send(creation(draftOf(TEXT))),
        ingrid.call('GET', '/api/v1/pull'),
      ]),
    );
    expect(outcomes.filter((one) => one === 'applied')).toHaveLength(6);
    const rows = await entries();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
    const fresh = rows.slice(before).map(({ entry }) => entry.kind);
    expect(fresh.filter((kind) => kind === 'request.create')).toHaveLength(6);
    expect(await verified(await exported(astrid))).toMatchObject({ header: { to: rows.length + 1 } });
  });
});

describe('the database', () => {
  it('lets the server’s role add and read, and nothing else', async () => {
    for (const table of ['log', 'log_nodes', 'log_contents', 'log_checkpoints']) {
      const { rows } = await admin.query(
        `select privilege_type from information_schema.role_table_grants
          where table_schema = 'signoff' and table_name = $1 and grantee = 'signoff_app' order by 1`,
        [table],
      );
      expect([table, rows.map(({ privilege_type }) => privilege_type)]).toEqual([
        table,
        ['INSERT', 'SELECT'],
      ]);
      for (const sql of [
        `update signoff.${table} set team = team`,
        `delete from signoff.${table}`,
        `truncate signoff.${table} cascade`,
      ]) {
        const tried = store.core.db.inTeam(team.id, async (tx) => {
          const { sql: raw } = await import('kysely');
          await raw.raw(sql).execute(tx);
        });
        await expect(tried, sql).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it('keeps the owner of the tables from changing the log by mistake', async () => {
    for (const table of ['log', 'log_nodes', 'log_contents', 'log_checkpoints'])
      for (const sql of [`update signoff.${table} set team = team`, `delete from signoff.${table}`])
        await expect(admin.query(sql), sql).rejects.toThrow(/append-only/);
  });

  it('keeps the text of drafts, names and addresses out of the entries', async () => {
    await ola.ask('Guaranteed plugh-secret-words');
    const { rows } = await admin.query('select entry::text from signoff.log where team = $1', [team.id]);
    const all = rows.map(({ entry }) => entry).join('\n');
    for (const secret of ['plugh-secret', '@fund"}', 'ola@', "ola's browser"])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
  });
});

describe('checkpoints', () => {
  it('are made when something is new and a minute has passed, or enough is new, and not otherwise', async () => {
    await ola.ask(TEXT);
    store.advance(61_000);
    await makeDueCheckpoints(store.core);
    const first = await checkpoint();
    expect(first.size).toBe((await entries()).length);
    expect(await makeDueCheckpoints(store.core)).toBe(0);
    await ola.ask(TEXT);
    expect(await makeDueCheckpoints(store.core)).toBe(0);
    expect(await checkpoint()).toEqual(first);
    const many = Array.from({ length: 256 }, () =>
      ola.next({ kind: 'request.withdraw', request: randomUUID() }),
    );
    for (let at = 0; at < many.length; at += 64) await ola.push(...many.slice(at, at + 64));
    await makeDueCheckpoints(store.core);
    expect((await checkpoint()).size).toBe(first.size + 257);
    store.advance(-3_600_000);
    await ola.ask(TEXT);
    await makeDueCheckpoints(store.core);
    expect((await checkpoint()).size).toBe(first.size + 258);
    store.advance(3_600_000);
    expect(await makeDueCheckpoints(store.core)).toBe(0);
  });

  it('are proven to continue every older one', async () => {
    const older: { size: number; root: Uint8Array }[] = [];
    for (let round = 0; round < 9; round++) {
      for (let n = 0; n <= round % 3; n++) await ola.ask(TEXT);
      store.advance(61_000);
      await makeDueCheckpoints(store.core);
      const newest = await headOf(await checkpoint());
      for (const one of older) {
        const { consistency } = await checkpoint(one.size);
        expect(verifyConsistency(one, newest, consistency.map(fromHex))).toBe(true);
        expect(verifyConsistency({ ...one, root: newest.root }, newest, consistency.map(fromHex))).toBe(
          false,
        );
      }
      older.push(newest);
    }
    expect((await checkpoint(0)).consistency).toEqual([]);
    const past = await ola.call('GET', '/api/v1/log/checkpoint?since=100000');
    expect(past).toMatchObject({ status: 400, body: { code: 'invalid_input', errors: [{ path: 'since' }] } });
  });

  it('are the same for several servers that look at the same time', async () => {
    await ola.ask(TEXT);
    store.advance(61_000);
    await Promise.all(Array.from({ length: 4 }, () => makeDueCheckpoints(store.core)));
    const { rows } = await admin.query(
      'select size, count(*)::int as n from signoff.log_checkpoints where team = $1 group by size order by size',
      [team.id],
    );
    expect(rows.every(({ n }) => n === 1)).toBe(true);
    expect(await headOf(await checkpoint())).toMatchObject({ size: (await entries()).length });
  });
});

describe('the export', () => {
  it('is for auditors and admins, and who was refused or served is on the log', async () => {
    for (const browser of [ola, ingrid]) {
      const { status, body } = await browser.call('GET', '/api/v1/log/export');
      expect([status, body.code]).toEqual([403, 'wrong_role']);
    }
    expect((await entries()).at(-1)?.entry).toMatchObject({
      kind: 'log.export',
      member: ingrid.joined.member.id,
      outcome: 'refused',
      code: 'wrong_role',
    });
    for (const browser of [astrid, boss]) {
      const text = await exported(browser);
      expect(await verified(text)).toMatchObject({ header: { by: browser.joined.member.id } });
      expect((await entries()).at(-1)?.entry).toMatchObject({
        kind: 'log.export',
        member: browser.joined.member.id,
        device: browser.joined.device,
        outcome: 'applied',
      });
    }
    expect((await fetch(`${store.url}/api/v1/log/export`)).status).toBe(401);
  });

  it('re-creates every version, original and interim, and the rules it was checked by', async () => {
    const drafts = [
      draftOf('Guaranteed one 😀\u0001'),
      draftOf('Guaranteed two\ud800'),
      draftOf('Guaranteed three'),
    ];
    const [first, ...later] = drafts;
    const command = creation(first ?? draftOf(''));
    expect(await ola.send(command)).toBe('applied');
    for (const [at, draft] of later.entries())
      expect(await ola.send(newVersion(command.request, at + 2, draft))).toBe('applied');
    expect(await ingrid.send(ingrid.decision(await ingrid.request(command.request)))).toBe('applied');
    const text = await exported(astrid);
    expect(await verified(text)).toMatchObject({ header: { from: 1 } });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const versions = lines.filter(
      ({ record }) => record?.entry.request === command.request && record.entry.content,
    );
    expect(versions.map(({ content }) => content.draft.parts[0].text)).toEqual(
      drafts.map((draft) => draft.parts[0]?.text.toWellFormed()),
    );
    expect(versions.map(({ content }) => fingerprintOf(content.draft))).toEqual(drafts.map(fingerprintOf));
    expect(versions[0].content.findings).toMatchObject([{ rule: 'promise' }]);
    const rules = lines.find(({ record }) => record?.entry.kind === 'ruleset.publish');
    expect(rules.content.packs).toMatchObject([{ file: 'test.yml' }]);
    expect(rules.record.entry.number).toBe(versions[0].record.entry.ruleset);
    const names = lines
      .filter(({ record }) => record?.entry.kind === 'member.add')
      .map(({ content }) => content.name);
    expect(names).toEqual(expect.arrayContaining(['ola', 'ingrid', 'astrid']));
    const decided = lines.filter(({ record }) => record?.entry.kind === 'request.decide').at(-1);
    expect(decided.record.entry).toMatchObject({
      verdict: 'approve',
      member: ingrid.joined.member.id,
      number: 3,
    });
    expect(lines.some(({ record }) => record?.entry.kind === 'clearance.issue')).toBe(true);
  });

  it('has the reason of a decision beside its entry', async () => {
    const id = await ola.ask(TEXT);
    const decision = ingrid.decision(await ingrid.request(id), 'reject', 'Says frobnicate');
    expect(await ingrid.send(decision)).toBe('applied');
    const lines = (await exported(astrid))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const decided = lines.find(
      ({ record }) => record?.entry.kind === 'request.decide' && record.entry.request === id,
    );
    expect(decided.content).toEqual({ reason: 'Says frobnicate' });
    expect(JSON.stringify(decided.record)).not.toContain('frobnicate');
  });

  it('is in order and whole however much there is, and while more comes in', async () => {
    const big = await createTeam(store, {});
    const auditor = await big.join('boss');
    const member = big.members.get('boss')?.id ?? '';
    const add = (count: number, size: number) =>
      store.core.db.inTeam(big.id, (tx) =>
        inChange(tx, big.id, store.core.now(), async (change) => {
          for (let n = 0; n < count; n++)
            change.record({ kind: 'test', member, outcome: 'applied', n }, { text: 'å'.repeat(size) });
        }),
      );
    await add(1_300, 10);
    await add(5, 1_000_000);
    await add(1_300, 10);
    const [first, second] = await Promise.all([
      exported(auditor),
      exported(auditor),
      ...Array.from({ length: 20 }, () => add(3, 100)),
    ]);
    for (const text of [first, second, await exported(auditor)]) {
      const result = await verifyExport(String(text));
      if ('code' in result) throw new Error(result.code);
      const seqs = entriesOf(String(text)).map(({ record }) => record.seq);
      expect(seqs).toEqual(Array.from({ length: result.header.to }, (_, at) => at + 1));
    }
  });

  it('goes on where an earlier one ended, and shows that it does', async () => {
    const whole = await exported(astrid);
    const result = await verified(whole);
    if ('code' in result) throw new Error(result.code);
    await ola.ask(TEXT);
    const next = await exported(astrid, result.header.to + 1);
    const { checkpoint: since } = JSON.parse(whole.trimEnd().split('\n').at(-1) ?? '');
    expect(await verified(next, since)).toMatchObject({
      header: { from: result.header.to + 1 },
      since: { size: result.header.to },
    });
    const past = await astrid.call('GET', '/api/v1/log/export?from=1000000');
    expect(past).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
  });

  it('has any change found, also one by who computes everything anew but has no key', async () => {
    const text = await exported(astrid);
    const lines = text.split('\n').slice(0, -1);
    const any = fc.nat(lines.length - 1);
    const isEntry = (line: string): boolean => line.includes('"record":');
    const mutations: ((at: number, other: number) => string[])[] = [
      (at) => lines.filter((_, n) => n !== at),
      (at) => lines.toSpliced(at, 0, lines[at] ?? ''),
      (at) => lines.slice(0, at),
      (at, other) =>
        lines.map((line, n) => (n === at ? (lines[other] ?? '') : n === other ? (lines[at] ?? '') : line)),
      (at, other) =>
        lines.map((line, n) => {
          if (n !== at) return line;
          const letter = other % line.length;
          return line.slice(0, letter) + (line[letter] === '7' ? '8' : '7') + line.slice(letter + 1);
        }),
      (at) =>
        lines.map((line, n) => {
          if (n !== at || !isEntry(line)) return line;
          const { record, content } = JSON.parse(line);
          const changed = { ...record, at: record.at + 1 };
          return entryLine(changed, content === undefined ? null : JSON.stringify(content)).trimEnd();
        }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...mutations), any, any, async (mutate, at, other) => {
        const changed = mutate(at, other)
          .map((line) => `${line}\n`)
          .join('');
        if (changed !== text) expect('code' in (await verified(changed))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('shows what was changed in the database behind the store’s back', async () => {
    const other = await createTeam(store, { ola: ['author'] });
    const author = await other.join('ola');
    const auditor = await other.join('boss');
    const id = await author.ask(TEXT);
    const seq = (await entries(other.id)).find(({ entry }) => entry.request === id)?.seq ?? 0;
    const check = async () => verifyExport(await exported(auditor));
    expect(await check()).toMatchObject({ checkpoint: {} });
    const tamper = async (sql: string, undo: string, expected: object): Promise<void> => {
      await admin.query("set session_replication_role = 'replica'");
      expect((await admin.query(sql, [other.id, seq])).rowCount).toBe(1);
      expect(await check()).toMatchObject(expected);
      expect((await admin.query(undo, [other.id, seq])).rowCount).toBe(1);
      await admin.query("set session_replication_role = 'origin'");
      expect(await check()).toMatchObject({ checkpoint: {} });
    };
    const where = 'where team = $1 and seq = $2';
    await tamper(
      `update signoff.log set at = at + 1 ${where}`,
      `update signoff.log set at = at - 1 ${where}`,
      { code: 'entry_changed', entries: [seq, seq] },
    );
    await tamper(
      `update signoff.log_contents set body = replace(body, 'returns', 'profits') ${where}`,
      `update signoff.log_contents set body = replace(body, 'profits', 'returns') ${where}`,
      { code: 'content_changed', entries: [seq, seq] },
    );
  });
});

describe('the page of the record', () => {
  const signedIn = async (name: string): Promise<Visitor> => {
    const visitor = new Visitor(store.url);
    const email = team.members.get(name)?.email ?? '';
    expect((await visitor.post('/sign-in', { email, password: PASSWORD })).status).toBe(303);
    return visitor;
  };

  it('gives auditors the key, the newest checkpoint and the file', async () => {
    const visitor = await signedIn('astrid');
    const page = await visitor.get('/record');
    expect(page.status).toBe(200);
    expect(page.text).toContain(ola.joined.key.kid);
    const shown = /[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/.exec(page.text)?.[0] ?? '';
    const file = await visitor.post('/record/export', {});
    expect(file.headers.get('content-disposition')).toContain('.jsonl');
    expect(await verified(file.text, shown)).toMatchObject({ header: { from: 1 } });
    const last = (await entries()).at(-1)?.entry;
    expect(last).toMatchObject({ kind: 'log.export', member: astrid.joined.member.id, outcome: 'applied' });
    expect(last?.device).toBeUndefined();
  });

  it('is not for others, nor for a form from elsewhere', async () => {
    const visitor = await signedIn('ola');
    expect((await visitor.get('/devices')).text).not.toContain('/record');
    expect((await visitor.get('/record')).status).toBe(403);
    expect((await visitor.post('/record/export', {})).status).toBe(403);
    expect((await entries()).at(-1)?.entry).toMatchObject({ kind: 'log.export', outcome: 'refused' });
    const auditor = await signedIn('astrid');
    const foreign = await auditor.post('/record/export', {}, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(400);
    expect((await new Visitor(store.url).get('/record')).to).toContain('/sign-in');
  });
});

describe('a team from before the log was a tree', () => {
  it('has its older entries in the tree and its texts on the log once the store has started', async () => {
    const { adoptRecords } = await import('../../team-store/record/adopt.ts');
    const old = await createTeam(store, { ola: ['author'] });
    const author = await old.join('ola');
    const auditor = await old.join('boss');
    const request = await author.ask(TEXT);
    await admin.query("set session_replication_role = 'replica'");
    for (const table of ['log_nodes', 'log_contents', 'log_checkpoints'])
      await admin.query(`delete from signoff.${table} where team = $1`, [old.id]);
    await admin.query(
      `update signoff.teams set tree_size = 0, tree_peaks = '', log_adopted = false where team = $1`,
      [old.id],
    );
    await admin.query(
      `update signoff.log set entry = (entry::jsonb - 'content' - 'ruleset' - 'command')::json where team = $1`,
      [old.id],
    );
    await admin.query("set session_replication_role = 'origin'");
    expect((await Promise.all([adoptRecords(store.core), adoptRecords(store.core)])).sort()).toEqual([0, 1]);
    expect(await adoptRecords(store.core)).toBe(0);
    const text = await exported(auditor);
    expect(await verifyExport(text)).toMatchObject({ header: { from: 1 } });
    const adopted = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(adopted.find(({ record, content }) => record?.entry.request === request && content)).toMatchObject(
      {
        record: { entry: { kind: 'record.adopt', fingerprint: fingerprintOf(draftOf(TEXT)) } },
        content: { number: 1, draft: { parts: [{ text: TEXT }] } },
      },
    );
    expect(adopted.some(({ content }) => content?.packs !== undefined)).toBe(true);
    expect(adopted.some(({ content }) => content?.email?.startsWith('ola@'))).toBe(true);
  });
});
