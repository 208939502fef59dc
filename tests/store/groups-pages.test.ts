import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Groups } from '../../utils/api/routes.ts';
import { createTeam, PASSWORD, startTestStore, type TestStore, type TestTeam } from './helpers.ts';
import { Visitor } from './visitor.ts';

let store: TestStore;
let team: TestTeam;
const id = (name: string): string => team.members.get(name)?.id ?? '';

async function signIn(name: string): Promise<Visitor> {
  const visitor = new Visitor(store.url);
  const email = team.members.get(name)?.email ?? '';
  expect((await visitor.post('/sign-in', { email, password: PASSWORD })).status).toBe(303);
  return visitor;
}

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(
    store,
    { ola: ['reviewer'], kari: ['reviewer'] },
    { rules: [{ id: 'all', when: { always: true }, steps: [{ who: { group: 'legal' } }] }] },
  );
});
afterAll(() => store.close());

it('an admin makes, renames and removes groups; one that the policy names stays', async () => {
  const boss = await signIn('boss');
  const browser = await team.join('boss');
  const groups = async () => (await browser.call<Groups>('GET', '/api/v1/groups')).body.groups;
  for (const name of ['legal', 'desk'])
    expect((await boss.post('/groups/set', { id: name, title: name, members: id('ola') })).status).toBe(303);
  await boss.post('/groups/set', [
    ['id', 'desk'],
    ['title', 'The <desk>'],
    ['members', id('ola')],
    ['members', id('kari')],
  ]);
  expect((await groups()).find((one) => one.id === 'desk')).toMatchObject({
    title: 'The <desk>',
    members: [id('ola'), id('kari')].sort(),
  });
  expect((await boss.get('/groups')).text).toContain('The &lt;desk&gt;');
  expect((await boss.post('/groups/set', { id: 'Not So', title: '' })).status).toBe(422);
  expect((await boss.post('/groups/remove', { id: 'legal' })).status).toBe(409);
  expect((await boss.post('/groups/remove', { id: 'desk' })).status).toBe(303);
  expect((await groups()).map((one) => one.id)).toEqual(['legal']);
  expect((await (await signIn('ola')).get('/groups')).status).toBe(403);
});

it('members say who decides for them, and for nobody else', async () => {
  const ola = await signIn('ola');
  const browser = await team.join('ola');
  const absences = async () => (await browser.call<Groups>('GET', '/api/v1/groups')).body.absences;
  const now = store.core.now();
  const at = (days: number): string => new Date(now + days * 86_400_000).toISOString().slice(0, 16);
  const absence = { member: id('ola'), delegate: id('kari'), from: at(0), until: at(2) };
  expect((await ola.post('/absences/set', { ...absence, until: at(-1) })).status).toBe(422);
  expect((await ola.post('/absences/set', { ...absence, delegate: id('ola') })).status).toBe(422);
  expect((await ola.post('/absences/set', absence)).status).toBe(303);
  expect(await absences()).toMatchObject([{ member: id('ola'), delegate: id('kari') }]);
  const foreign = { ...absence, member: id('kari'), delegate: id('ola') };
  expect((await ola.post('/absences/set', foreign)).status).toBe(403);
  expect((await ola.post('/absences/end', { member: id('ola') })).status).toBe(303);
  expect(await absences()).toEqual([]);
});
