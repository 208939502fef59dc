import { demoMember } from '../../harness/team.ts';
import type { Hands } from './hands.ts';
import { expect, type Stage, type Step } from './journey.ts';
import { verifyRecord } from './verify.ts';

/** Signs in at the store and goes to one of its pages. */
export async function signIn(stage: Stage, role: 'admin' | 'auditor', to: RegExp): Promise<Hands> {
  const { email, password } = demoMember(role);
  const store = await stage.browser.store('/sign-in');
  await store.reach('textbox', /^E-mail/);
  await store.type(email);
  await store.reach('textbox', /^Password/);
  await store.type(password);
  await store.press('Enter');
  await store.until(/Sign out/);
  await store.reach('link', /^Skip/);
  await store.reach('link', to);
  await store.press('Enter');
  return store;
}

/** The auditor: the store's own pages, and a popup in which nothing can be decided. */
export const AUDITOR: readonly Step[] = [
  {
    title: 'the auditor signs in and downloads the record, which verifies',
    async run(stage) {
      await stage.browser.become('auditor');
      const store = await signIn(stage, 'auditor', /^Record$/);
      stage.pages.set('record', store);
      await store.until(/The team’s key/);
      await store.reach('button', /^Download the record/);
      const record = await store.download(() => store.press('Enter'));
      const key = /^[\w-]{43}$/m.exec(await store.text())?.[0] ?? '';
      const said = await verifyRecord(record, key);
      expect(said.startsWith('0: '), `The record does not verify: ${said}`);
      await store.reachBack('button', /^Sign out/);
      await store.press('Enter');
      await store.until(/^Sign in/m);
      await store.close();
    },
  },
  {
    title: 'the auditor reads a request in the popup and is offered no decision',
    async run(stage) {
      const popup = await stage.browser.extension('popup.html');
      stage.pages.set('popup', popup);
      const before = await stage.team.requestStates();
      await popup.until(/third growth/);
      await popup.press('j');
      await popup.arrive('button', /growth/);
      await popup.press('Enter');
      await popup.arrive('heading', / on X/);
      await popup.until(/What has to be decided now is for others/);
      for (const key of ['a', 'c', 'r']) await popup.press(key);
      await popup.arrive('heading', / on X/);
      const text = await popup.text();
      expect(!/Approve|Request changes|Reject/.test(text), `There is something to decide with: ${text}.`);
      await popup.press('Escape');
      await popup.arrive('button', /growth/);
      const after = await stage.team.requestStates();
      expect(`${after}` === `${before}`, `${before} has become ${after}.`);
      await popup.close();
    },
  },
];
