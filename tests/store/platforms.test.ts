/** The page of platforms and accounts: what the team has used, what holds there alone, and the switch that pauses it. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { narrowSteps, onlyFor } from '../../team-store/team/places.ts';
import { clearanceSchema } from '../../utils/api/entities.ts';
import { policySchema } from '../../utils/policy/policy.ts';
import {
  type Browser,
  createTeam,
  creation,
  draftOf,
  PACK,
  PASSWORD,
  startTestStore,
  type TestStore,
  type TestTeam,
} from './helpers.ts';
import { Visitor } from './visitor.ts';

const HOUR = 3_600_000;
let store: TestStore;
let team: TestTeam;
let ola: Browser;
let boss: Browser;
let page: Visitor;

beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.close());
async function signedIn(of: TestTeam, name: string): Promise<Visitor> {
  const visitor = new Visitor(store.url);
  const email = of.members.get(name)?.email ?? '';
  expect((await visitor.post('/sign-in', { email, password: PASSWORD })).status).toBe(303);
  return visitor;
}

/** @returns the request's id */
async function ask(platform: string, account: string | null): Promise<string> {
  const command = creation(draftOf('Guaranteed returns', { platform, account }));
  expect(await ola.send(command)).toBe('applied');
  return command.request;
}

async function letOut(request: string): Promise<void> {
  const ingrid = await team.join('ingrid');
  expect(await ingrid.send(ingrid.decision(await ingrid.request(request)))).toBe('applied');
  const [version] = (await ola.request(request)).versions;
  const { id, fingerprint, platform, account } = clearanceSchema.parse(decodeJwt(version?.clearance ?? ''));
  const at = Date.now();
  expect(
    await ola.send({ kind: 'post.released', clearance: id, request, fingerprint, platform, account, at }),
  ).toBe('applied');
}

/** The text of each row of the tables, blanks made one. */
const rows = (text: string): string[] =>
  [...text.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row
      .replace(/<form.*?<\/form>/gs, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

describe('platforms and accounts', () => {
  beforeEach(async () => {
    team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
    [ola, boss] = await Promise.all([team.join('ola'), team.join('boss')]);
    page = await signedIn(team, 'boss');
  });

  it('are those that something was asked for, with how often and when, the last used first', async () => {
    expect((await page.get('/platforms')).text).toContain('Nobody has asked for an approval yet.');
    await ask('linkedin', 'Brand Inc');
    store.advance(HOUR);
    await ask('x', '@brand');
    await ask('x', null);
    await letOut(await ask('x', '@Brand'));
    const { text } = await page.get('/platforms');
    expect([...text.matchAll(/<h2 id="platform-\d">(.*?)<\/h2>/g)].map(([, name]) => name)).toEqual([
      'X',
      'LinkedIn',
    ]);
    expect(rows(text)).toEqual([
      expect.stringMatching(/^@brand 2 requests 1 went out /i),
      expect.stringMatching(/^account not shown 1 request 0 went out /),
      expect.stringMatching(/^Brand Inc 1 request 0 went out /),
    ]);
  });

  it('say which rules and steps are for them alone, as the team has it beside the packs', async () => {
    await ask('x', '@brand');
    await ask('linkedin', '@brand');
    const published = await boss.call('POST', '/api/v1/ruleset', {
      base: 1,
      packs: [{ file: 'test.yml', yaml: PACK }],
      overrides: {
        'test-rules/promise': { where: { accounts: ['brand'], platforms: ['x'] } },
        'test-rules/forbidden': { where: { platforms: ['linkedin'] } },
      },
      policy: { rules: [{ id: 'legal', when: { platform: ['x'] }, steps: [{ who: { role: 'admin' } }] }] },
      note: '',
    });
    expect(published.status).toBe(200);
    const { text } = await page.get('/platforms');
    const cards = text.split('<section').slice(1);
    const [x = '', linkedin = ''] = ['>X</h2>', '>LinkedIn</h2>'].map((title) =>
      cards.find((one) => one.includes(title)),
    );
    expect(x).toContain('test-rules/promise');
    expect(x).toContain('<code>legal</code>');
    expect(x).not.toContain('test-rules/forbidden');
    expect(linkedin).toContain('test-rules/forbidden');
    expect(linkedin).not.toContain('test-rules/promise');
  });

  it('are paused from here in two presses, lifted in one, and shown as paused', async () => {
    await ask('x', '@brand <b>');
    const { text } = await page.get('/platforms');
    expect(text).not.toContain('<b>');
    const fields = { scope: 'account', platform: 'x', account: '@brand <b>', words: '', hours: '' };
    for (const [name, value] of Object.entries(fields))
      if (value !== '' && name !== 'hours')
        expect(text).toContain(`name="${name}" value="${value.replace('<b>', '&lt;b&gt;')}"`);
    expect((await page.post('/pauses/place', { ...fields, reason: 'A storm' })).to).toBe('/pauses');
    const paused = (await page.get('/platforms')).text;
    expect(rows(paused)[0]).toMatch(/Paused\. Until it is lifted A storm/);
    expect(paused).toContain('Lift: @brand &lt;b&gt; on X');
    // The platform itself is not.
    expect(paused).toContain('Pause: Everything on X');
    await boss.call('POST', '/api/v1/pauses', {
      id: crypto.randomUUID(),
      scope: { kind: 'team' },
      reason: 'All of it',
      until: null,
    });
    expect((await page.get('/platforms')).text).toContain('Paused everywhere: Everything in this team');
  });

  it('are for admins, and of their own team alone', async () => {
    await ask('x', '@secret-brand');
    const other = await createTeam(store, {});
    expect((await (await signedIn(other, 'boss')).get('/platforms')).text).not.toContain('secret-brand');
    expect((await (await signedIn(team, 'ola')).get('/platforms')).status).toBe(403);
  });
});

describe('what is for a place alone', () => {
  const steps = narrowSteps(
    policySchema.parse({
      markets: { no: { accounts: ['@norge'] }, shop: { platforms: ['instagram'] } },
      rules: [
        { id: 'all', when: { always: true }, steps: [{ who: { role: 'admin' } }] },
        { id: 'norway', when: { market: ['no'] }, steps: [{ who: { role: 'admin' } }] },
        {
          id: 'shops',
          when: { market: ['shop', 'no'], platform: ['instagram'] },
          steps: [{ who: { role: 'admin' } }],
        },
        { id: 'ceo', when: { account: ['@ceo'], platform: ['x'] }, steps: [{ who: { role: 'admin' } }] },
      ],
    }),
  );
  it.each([
    ['x', null, []],
    ['x', '@norge', ['norway']],
    ['x', '@CEO', ['ceo']],
    ['instagram', '@ceo', []],
    ['instagram', '@norge', ['norway', 'shops']],
    ['instagram', null, ['shops']],
  ])('on %s from %s is %j', (platform, account, names) => {
    expect(onlyFor(platform, account, steps)).toEqual(names);
  });
});
