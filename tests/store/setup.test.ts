/** A team of one's own, from the set-up link to the first published rule, over HTTP alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSetupOpen, setUpTeam } from '../../team-store/team/setup.ts';
import { rulesetSchema } from '../../utils/api/entities.ts';
import type { JoinResponse, RulesetResponse, RulesetSources } from '../../utils/api/routes.ts';
import { DEFAULT_POLICY } from '../../utils/policy/default-policy.ts';
import { STARTER_PACKS } from '../../utils/rules/starter.ts';
import {
  Browser,
  creation,
  draftOf,
  newVersion,
  PACK,
  pkce,
  postJson,
  startTestStore,
  type TestStore,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const PASSWORD = 'kari keeps the rules';
const KARI = { name: 'Kari', email: 'kari@example.com', password: PASSWORD };

let store: TestStore;
let token: string;

beforeEach(async () => {
  store = await startTestStore();
  token = new URL((await store.setupLink()) ?? '').searchParams.get('token') ?? '';
});
afterEach(() => store.close());

async function joined(visitor: Visitor): Promise<Browser> {
  const { verifier, challenge } = pkce();
  const page = await visitor.post('/join', { challenge });
  const code = /\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b/.exec(page.text)?.[0];
  const response = await postJson(`${store.url}/api/v1/join`, { code, verifier, deviceName: 'A browser' });
  return new Browser(store.url, (await response.json()) as JoinResponse);
}

describe('a team set up by link', () => {
  it('begins with the starter rules, published in the admin’s language, and publishes from there', async () => {
    const visitor = new Visitor(store.url);
    const made = await visitor.post('/setup', { token, team: 'Fund', ...KARI }, { 'accept-language': 'nb' });
    expect(made).toMatchObject({ status: 303, to: '/members' });
    const kari = await joined(visitor);
    const { body } = await kari.call<RulesetResponse>('GET', '/api/v1/ruleset');
    expect(rulesetSchema.parse(decodeJwt(body.jws))).toMatchObject({
      version: 1,
      overrides: {},
      policy: DEFAULT_POLICY,
      note: 'Regler å begynne med, publisert da teamet ble satt opp',
      publishedBy: { name: 'Kari' },
    });
    const { body: sources } = await kari.call<RulesetSources>('GET', '/api/v1/ruleset/sources');
    expect(sources.packs.map(({ file }) => file)).toEqual(STARTER_PACKS.map((id) => `${id}.yml`));
    const published = await kari.call('POST', '/api/v1/ruleset', {
      base: sources.version,
      packs: [{ file: 'mine.yml', yaml: PACK }],
      overrides: sources.overrides,
      policy: sources.policy,
      note: '',
    });
    expect(published).toMatchObject({ status: 200, body: { version: 2 } });
  });

  it('lets the first admin hand in and review, never her own', async () => {
    const visitor = new Visitor(store.url);
    await visitor.post('/setup', { token, team: 'Fund', ...KARI });
    const kari = await joined(visitor);
    expect(kari.joined.member.roles).toEqual(['admin', 'author', 'reviewer']);
    const command = creation(draftOf('Our funds may rise and fall.'));
    expect(await kari.send(command)).toBe('applied');
    expect(await kari.send(kari.decision(await kari.request(command.request)))).toBe('own_request');
    expect(await kari.send(newVersion(command.request, 2, draftOf('Our funds may fall.')))).toBe('applied');
  });

  it('is not created by half when the starter rules cannot be read or are wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signoff-packs-'));
    const at = pathToFileURL(`${folder}/`);
    const begin = (url: URL) => setUpTeam(store.core, token, 'Fund', KARI, { note: '', folder: url });
    const refused = { code: 'internal', text: 'starter_failed' };
    await expect(begin(at)).rejects.toMatchObject(refused);
    await writeFile(join(folder, 'bad.yml'), PACK.replace('bad: [Guaranteed returns]', 'bad: [Nothing]'));
    await expect(begin(at)).rejects.toMatchObject(refused);
    await expect(begin(new URL('missing/', at))).rejects.toMatchObject(refused);
    const teams = await store.core.db.lookup((tx) => tx.selectFrom('teams').select('team').execute());
    expect(teams).toEqual([]);
    expect(await isSetupOpen(store.core, token)).toBe(true);
    await writeFile(join(folder, 'bad.yml'), PACK);
    await expect(begin(at)).resolves.toMatchObject({ team: expect.any(String) });
    await rm(folder, { recursive: true });
  });
});
