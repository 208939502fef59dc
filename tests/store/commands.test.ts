import { randomUUID } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearanceSchema } from '../../utils/api/entities.ts';
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

let store: TestStore;
let team: TestTeam;
let ola: Browser;
let ingrid: Browser;
let per: Browser;
let both: Browser;
let auditor: Browser;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, {
    ola: ['author'],
    kari: ['author'],
    ingrid: ['reviewer'],
    per: ['reviewer'],
    both: ['author', 'reviewer'],
    auditor: ['auditor'],
  });
  [ola, ingrid, per, both, auditor] = (await Promise.all(
    ['ola', 'ingrid', 'per', 'both', 'auditor'].map((name) => team.join(name)),
  )) as [Browser, Browser, Browser, Browser, Browser];
});
afterAll(() => store.close());

const TEXT = 'Guaranteed 20% returns';

describe('approval', () => {
  it('gives a clearance signed with the pinned key for exactly this content', async () => {
    const id = await ola.ask(TEXT);
    const seen = await ingrid.request(id);
    expect(seen.state).toBe('waiting');
    expect(seen.versions[0]?.findings.map(({ rule }) => rule)).toEqual(['promise']);
    expect(await ingrid.send(ingrid.decision(seen))).toBe('applied');
    const version = (await ola.request(id)).versions[0];
    const { payload } = await compactVerify(
      version?.clearance ?? '',
      await importJWK(ola.joined.key, 'EdDSA'),
    );
    const clearance = clearanceSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    expect(clearance).toMatchObject({
      team: team.id,
      request: id,
      version: 1,
      fingerprint: version?.fingerprint,
      platform: 'x',
      account: '@fund',
    });
    expect(clearance.exp - clearance.iat).toBe(24 * 3600);
    expect((await ola.request(id)).state).toBe('approved');
  });

  it('shows reviewers the store’s own findings, whatever the author’s browser claims', async () => {
    const command = { ...creation(draftOf(TEXT)), verdict: 'clear' as const };
    expect(await ola.send(command)).toBe('applied');
    const { versions } = await ingrid.request(command.request);
    expect(versions[0]?.verdict).toBe('needs-approval');
    expect(versions[0]?.findings).toHaveLength(1);
  });

  it('refuses each command that is not allowed with its own code', async () => {
    const id = await ola.ask(TEXT);
    const request = await ingrid.request(id);
    const decide = (more: object) =>
      ({ ...ingrid.decision(request), ...more }) as ReturnType<Browser['decision']>;
    expect(await ola.send(ola.decision(request))).toBe('wrong_role');
    expect(await auditor.send(auditor.decision(request))).toBe('wrong_role');
    expect(await ingrid.send(creation(draftOf(TEXT)))).toBe('wrong_role');
    expect(await ingrid.send(decide({ request: randomUUID() }))).toBe('not_found');
    expect(await ingrid.send(decide({ version: 2 }))).toBe('version_changed');
    expect(await ingrid.send(decide({ fingerprint: 'a'.repeat(64) }))).toBe('fingerprint_mismatch');
    expect(await ingrid.send(decide({ verdict: 'reject' }))).toBe('reason_required');
    expect(await ingrid.send(decide({ verdict: 'request-changes', reason: ' \n' }))).toBe('reason_required');
    expect(await both.send({ kind: 'request.withdraw', request: id })).toBe('not_your_request');
    expect(await both.send(newVersion(id, 2, draftOf('x')))).toBe('not_your_request');
    expect(await ola.send(newVersion(id, 3, draftOf('x')))).toBe('version_changed');
    expect(await ola.send({ ...creation(draftOf(TEXT)), fingerprint: 'b'.repeat(64) })).toBe(
      'fingerprint_mismatch',
    );
    expect(await ola.send(creation(draftOf('An insider tip')))).toBe('content_blocked');
    expect(await ola.send({ ...creation(draftOf(`${TEXT}!`)), request: id })).toBe('id_reused');
    expect(
      await ola.send(
        creation(
          draftOf(TEXT, { parts: [{ text: 'x', media: [{ kind: 'image', alt: null, digest: null }] }] }),
        ),
      ),
    ).toBe('invalid_input');
    const own = await both.ask(TEXT);
    expect(await both.send(both.decision(await both.request(own)))).toBe('own_request');
    expect((await ingrid.request(id)).state).toBe('waiting');
    expect(await ola.send({ kind: 'request.withdraw', request: id })).toBe('applied');
    expect(await ola.send({ kind: 'request.withdraw', request: id })).toBe('request_closed');
    expect(await ingrid.send(ingrid.decision(request))).toBe('request_closed');
  });

  it('voids approvals when another version comes, and keeps them on record', async () => {
    const id = await ola.ask(TEXT);
    const first = await ingrid.request(id);
    expect(await ingrid.send(ingrid.decision(first))).toBe('applied');
    expect(await ola.send(newVersion(id, 2, draftOf('Guaranteed 10% returns')))).toBe('applied');
    const second = await per.request(id);
    expect(second.state).toBe('waiting');
    expect(second.versions.map(({ decisions, clearance }) => [decisions.length, clearance !== null])).toEqual(
      [
        [1, true],
        [0, false],
      ],
    );
    expect(await per.send(per.decision(first))).toBe('version_changed');
    expect(await per.send(per.decision(second, 'request-changes', 'Too sure of itself'))).toBe('applied');
    expect(await ola.send(newVersion(id, 3, draftOf('Guaranteed 5% returns')))).toBe('applied');
    expect((await per.request(id)).state).toBe('waiting');
  });

  it('lets one of two reviewers win who decide at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await ola.ask(TEXT);
      const request = await ingrid.request(id);
      const outcomes = await Promise.all([
        ingrid.send(ingrid.decision(request)),
        per.send(per.decision(request, 'reject', 'No')),
      ]);
      expect([...outcomes].sort()).toEqual(['already_decided', 'applied']);
      const { state, versions } = await ola.request(id);
      expect(versions[0]?.decisions).toHaveLength(1);
      expect(state).toBe(outcomes[0] === 'applied' ? 'approved' : 'rejected');
    }
  });

  it('keeps text to the letter: U+0000 and half a surrogate pair', async () => {
    const text = 'Guaranteed \u0000 and \ud83d';
    const id = await ola.ask(text);
    expect((await ingrid.request(id)).versions[0]?.draft.parts[0]?.text).toBe(text);
    expect(await ola.send({ ...creation(draftOf(TEXT)), note: 'a\u0000b' })).toBe('invalid_input');
  });

  it('goes on after text that the database cannot hold', async () => {
    const id = await ola.ask(TEXT);
    const request = await ingrid.request(id);
    expect(await ingrid.send(ingrid.decision(request, 'reject', 'a\u0000b'))).toBe('invalid_input');
    expect(await ingrid.send(ingrid.decision(request, 'reject', 'half a pair \ud83d'))).toBe('applied');
  });

  it('expires what waited too long, when touched and by itself', async () => {
    const id = await ola.ask(TEXT);
    const other = await ola.ask(`${TEXT}!`);
    const request = await ingrid.request(id);
    store.advance(73 * 3_600_000);
    expect(await ingrid.send(ingrid.decision(request))).toBe('request_expired');
    expect((await ola.request(id)).state).toBe('expired');
    expect(await ola.send(newVersion(id, 2, draftOf(TEXT)))).toBe('request_expired');
    const { expireRequests } = await import('../../team-store/team/sweep.ts');
    await expireRequests(store.core);
    expect((await ola.request(other)).state).toBe('expired');
    expect(await expireRequests(store.core)).toBe(0);
  });
});

describe('what went out', () => {
  const release = async (browser: Browser, id: string, more = {}) => {
    const { versions, platform, account } = await ola.request(id);
    const version = versions.at(-1);
    const [, payload = ''] = (version?.clearance ?? '').split('.');
    const clearance = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const command = {
      kind: 'post.released' as const,
      clearance: clearance.id,
      request: id,
      fingerprint: version?.fingerprint ?? '',
      platform,
      account,
      at: Date.now(),
      ...more,
    };
    return browser.send(command);
  };

  it('is recorded under a genuine clearance only, for the same content and the same member', async () => {
    const id = await ola.ask(TEXT);
    await ingrid.send(ingrid.decision(await ingrid.request(id)));
    expect(await release(ola, id, { clearance: randomUUID() })).toBe('clearance_invalid');
    expect(await release(ola, id, { fingerprint: 'c'.repeat(64) })).toBe('clearance_invalid');
    expect(await release(ola, id, { account: '@other' })).toBe('clearance_invalid');
    expect(await release(ola, id, { platform: 'linkedin' })).toBe('clearance_invalid');
    expect(await release(both, id)).toBe('not_your_request');
    expect(await release(ola, id)).toBe('applied');
  });

  it('is recorded with the store’s time when the browser’s clock is an hour off', async () => {
    const id = await ola.ask(TEXT);
    await ingrid.send(ingrid.decision(await ingrid.request(id)));
    const before = store.core.now();
    for (const hour of [-3_600_000, 3_600_000]) {
      const at = Date.now() + hour;
      expect(await release(ola, id, { at })).toBe('applied');
      const row = await store.core.db.readTeam(team.id, (tx) =>
        tx
          .selectFrom('releases')
          .select(['at', 'browser_at'])
          .where('browser_at', '=', at)
          .executeTakeFirstOrThrow(),
      );
      expect(row.browser_at).toBe(at);
      expect(row.at).toBeGreaterThanOrEqual(before);
    }
  });
});

describe('the log', () => {
  it('has every command with its outcome, without a gap and without draft text', async () => {
    await ola.ask('Guaranteed xyzzy-secret-words');
    const entries = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('log').select(['seq', 'entry']).orderBy('seq').execute(),
    );
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
    const commands = await store.core.db.readTeam(team.id, (tx) =>
      tx.selectFrom('mutations').select('id').execute(),
    );
    const logged = new Set(entries.map(({ entry }) => entry.mutation));
    expect(commands.every(({ id }) => logged.has(id))).toBe(true);
    expect(JSON.stringify(entries)).not.toContain('xyzzy');
  });
});

describe('a policy that needs two', () => {
  it('clears after two different reviewers, not after one twice', async () => {
    const two = await createTeam(
      store,
      { ola: ['author'], ingrid: ['reviewer'], per: ['reviewer'] },
      { need: 2 },
    );
    const [author, one, other] = (await Promise.all(
      ['ola', 'ingrid', 'per'].map((name) => two.join(name)),
    )) as [Browser, Browser, Browser];
    const id = await author.ask(TEXT);
    const request = await one.request(id);
    expect(await one.send(one.decision(request))).toBe('applied');
    expect(await one.send(one.decision(request))).toBe('already_decided');
    expect(await author.request(id)).toMatchObject({ state: 'waiting', versions: [{ clearance: null }] });
    expect(await other.send(other.decision(request))).toBe('applied');
    expect((await author.request(id)).state).toBe('approved');
  });
});
