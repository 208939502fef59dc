import { signIn } from './auditor.ts';
import { expect, page, type Step } from './journey.ts';

const RULE = 'privacy/email';
const POST = 'Write to ola@fund.example';

/** The admin: the extension's options, and the store's page for pauses. */
export const ADMIN: readonly Step[] = [
  {
    title: 'the admin reaches a rule, changes its severity and tries a post',
    async run(stage) {
      await stage.browser.become('admin');
      const options = await stage.browser.extension('options.html');
      stage.pages.set('options', options);
      await options.until(/Search|rules/);
      await options.reach('searchbox', /^Search rules/);
      await options.type(RULE);
      await options.reach('button', new RegExp(RULE));
      await options.press('Enter');
      await options.until(/Examples|examples/);
      await options.press('Enter');
      const severity = await options.reach('combobox', new RegExp(`^Severity of ${RULE}`));
      const before = severity.value;
      await options.press('ArrowDown');
      const { value } = await options.focused();
      expect(value !== before, `The severity stays ${before}.`);
      await options.reach('textbox', /^A post/);
      await options.type(POST);
      await options.until(/1 finding/);
    },
  },
  {
    title: 'the admin publishes with a note',
    async run(stage) {
      const options = page(stage, 'options');
      await options.reachBack('textbox', /^Note for the team/);
      await options.type('Tried by keyboard.');
      const { name } = await options.reach('button', /^Publish version/);
      await options.press('Enter');
      const [version] = /\d+/.exec(name) ?? [];
      await options.until(new RegExp(`Version ${version} is published`));
      await options.arrive('heading', /^Publish/);
    },
  },
  {
    title: 'the admin asks what a post would need by the policy',
    async run(stage) {
      const options = page(stage, 'options');
      await options.reachBack('link', /^Policy/);
      await options.press('Enter');
      await options.arrive('heading', /^Policy/);
      await options.until(/What would this post need/);
      await options.reach('textbox', /^A post/);
      await options.type('Guaranteed 20% returns');
      await options.reach('button', /^Ask/);
      await options.press('Enter');
      await options.until(/Could decide: /);
      await options.close();
    },
  },
  {
    title: 'the admin pauses everything on the store’s page, and lifts it',
    async run(stage) {
      const store = await signIn(stage, 'admin', /^Pauses$/);
      await store.until(/Nothing is paused/);
      await store.reach('summary', /^Pause what goes out/);
      await store.press('Enter');
      await store.reach('radio', /^Everything in this team/);
      await store.reach('textbox', /^Reason/);
      await store.type('The fair is off.');
      await store.reach('button', /^Pause now/);
      await store.press('Enter');
      await store.until(/Now in force: 1/);
      await store.reach('button', /^Lift: Everything/);
      await store.press('Enter');
      await store.until(/Nothing is paused/);
      await store.reachBack('button', /^Sign out/);
      await store.press('Enter');
      await store.until(/^Sign in/m);
      await store.close();
    },
  },
];
