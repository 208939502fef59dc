import { compactVerify, decodeJwt, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesetSchema } from '../../utils/api/entities.ts';
import type { RulesetResponse, RulesetSources } from '../../utils/api/routes.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  PACK,
  startTestStore,
  type TestStore,
} from './helpers.ts';

let store: TestStore;
let boss: Browser;
let ola: Browser;

beforeAll(async () => {
  store = await startTestStore();
  const team = await createTeam(store, { ola: ['author'] });
  boss = await team.join('boss');
  ola = await team.join('ola');
});
afterAll(() => store.close());

const policy = { need: 1, clearanceHours: 24, requestHours: 72 };
const publish = (browser: Browser, more: object = {}) =>
  browser.call<RulesetResponse>('POST', '/api/v1/ruleset', {
    base: 1,
    packs: [{ file: 'test.yml', yaml: PACK }],
    overrides: {},
    policy,
    note: '',
    ...more,
  });
const current = () => ola.call<RulesetResponse>('GET', '/api/v1/ruleset');

describe('publishing rules', () => {
  it('keeps the running ruleset when the new one has mistakes, and names every place', async () => {
    const before = await current();
    const broken = `${PACK}  - id: worse\n    kind: existence\n    severity: loud\n    message: { en: x }\n    tokens: ["(a"]\n    examples: { bad: [x], good: [y] }\n`;
    const answer = await publish(boss, { packs: [{ file: 'mine.yml', yaml: broken }] });
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('ruleset_invalid');
    expect(answer.body.errors?.[0]).toMatchObject({
      file: 'mine.yml',
      path: 'rules[2].severity',
      line: expect.any(Number),
      column: expect.any(Number),
    });
    for (const yaml of ['', ': : :', '- a', PACK.replace('bad: [Guaranteed returns]', 'bad: [Nothing here]')])
      expect((await publish(boss, { packs: [{ file: 'mine.yml', yaml }] })).body.code).toBe(
        'ruleset_invalid',
      );
    expect(
      (await publish(boss, { overrides: { 'test-rules/nothing': { enabled: false } } })).body.errors?.[0]
        ?.path,
    ).toBe('overrides.test-rules/nothing');
    const twice = [
      { file: 'a.yml', yaml: PACK },
      { file: 'b.yml', yaml: PACK },
    ];
    expect((await publish(boss, { packs: twice })).body.errors?.[0]).toMatchObject({ file: 'b.yml' });
    expect((await current()).body).toEqual(before.body);
  });

  it('is for admins, from the newest version only', async () => {
    expect(await publish(ola)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    expect(await publish(boss, { base: 0 })).toMatchObject({
      status: 409,
      body: { code: 'ruleset_changed' },
    });
    expect(await publish(boss, { strange: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'strange' }] },
    });
  });

  it('lets one of two admins win, signs the bundle, and everyone’s drafts are judged by it', async () => {
    const command = creation(draftOf('Guaranteed returns'));
    const overrides = { 'test-rules/promise': { severity: 'block' } };
    const answers = await Promise.all([publish(boss, { overrides }), publish(boss, { overrides })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body, headers } = await current();
    expect(body.version).toBe(2);
    await compactVerify(body.jws, await importJWK(ola.joined.key, 'EdDSA'));
    expect(rulesetSchema.parse(decodeJwt(body.jws))).toMatchObject({
      version: 2,
      overrides,
      publishedBy: { name: 'Boss' },
    });
    expect(await ola.send(command)).toBe('content_blocked');
    const unchanged = await ola.call('GET', '/api/v1/ruleset', undefined, {
      'if-none-match': headers.get('etag'),
    });
    expect(unchanged.status).toBe(304);
    const { body: sources } = await boss.call<RulesetSources>('GET', '/api/v1/ruleset/sources');
    expect(sources).toMatchObject({ version: 2, overrides, packs: [{ file: 'test.yml', yaml: PACK }] });
    const rulesets = (await ola.pull()).body.changes.filter(({ entity }) => entity === 'ruleset');
    expect(rulesets).toMatchObject([{ data: { version: 2 } }]);
  });
});
