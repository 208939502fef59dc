import { expect, page, type Step } from './journey.ts';

const RISKY = 'Guaranteed 20% returns, zero risk!';
const FIXED = 'Guaranteed 20% returns, risk of loss!';
const NOTE = 'For the Friday slot.';

/** The author: in the platform's own composer, then in the popup. */
export const AUTHOR: readonly Step[] = [
  {
    title: 'the author writes, goes to a finding’s card, looks through it and takes the fix',
    async run(stage) {
      await stage.browser.become('author');
      const x = await stage.browser.composer();
      stage.pages.set('x', x);
      await x.reach('textbox', /Post text/);
      await x.type(RISKY);
      await x.signoff.waitFor('button', /^Signoff: .*Needs approval/);
      await x.press('F8');
      await x.arrive('button', /^Replace with|^Leave out/);
      while (!(await x.signoff.names('dialog')).some((name) => name.includes('zero risk')))
        await x.press('F8');
      await x.arrive('button', /Replace with .risk of loss/);
      await x.reachBack('link', /Source/);
      await x.reach('button', /Replace with .risk of loss/);
      await x.press('Enter');
      await x.signoff.waitUntilGone('dialog', /./);
      // The text is where the author goes on.
      const back = await x.arrive('textbox', /Post text/);
      expect(!back.isInRoot, 'The focus did not go back to the composer.');
      await x.until(new RegExp(FIXED));
    },
  },
  {
    title: 'Post is held; the panel has the focus, Escape leaves it, the pill opens it again',
    async run(stage) {
      const x = page(stage, 'x');
      await x.press('Control+Enter');
      await x.arrive('textbox', /^Note/);
      await x.press('Escape');
      await x.arrive('textbox', /Post text/);
      await x.reach('button', /^Signoff: .*Needs approval/);
      await x.press('Enter');
      await x.arrive('textbox', /^Note/);
    },
  },
  {
    title: 'approval is asked for from the panel, with a note',
    async run(stage) {
      const x = page(stage, 'x');
      await x.type(NOTE);
      await x.reach('button', /^Request approval/);
      await x.press('Enter');
      await x.signoff.waitFor('button', /^Signoff: .*Waiting for approval/);
      const states = await stage.team.requestStates();
      expect(states.at(-1) === 'waiting', `The store holds ${states}.`);
    },
  },
  {
    title: 'the popup says where it stands; it is withdrawn there',
    async run(stage) {
      const popup = await stage.browser.extension('popup.html');
      stage.pages.set('popup', popup);
      await popup.until(/risk of loss/);
      await popup.press('j');
      await popup.arrive('button', /risk of loss/);
      await popup.press('Enter');
      await popup.arrive('heading', / on X/);
      await popup.until(/Another reviewer has to decide/);
      expect((await popup.text()).includes(NOTE), 'The note is not shown.');
      await popup.reach('button', /^Withdraw/);
      await popup.press('Enter');
      await popup.until(/Withdrawn/);
      // What was pressed is gone; the keyboard goes on from the request.
      await popup.arrive('heading', / on X/);
      await popup.press('Escape');
      await popup.close();
    },
  },
  {
    title: 'a second version is sent from the panel',
    async run(stage) {
      const x = page(stage, 'x');
      await x.signoff.waitFor('button', /^Signoff: .*Needs approval/);
      await x.arrive('textbox', /Post text/);
      await x.press('Control+Enter');
      await x.arrive('textbox', /^Note/);
      await x.reach('button', /^Request approval/);
      await x.press('Space');
      await x.signoff.waitFor('button', /^Signoff: .*Waiting for approval/);
      await x.arrive('textbox', /Post text/);
      await x.press('Control+End');
      await x.type(' More');
      await x.signoff.waitFor('button', /^Signoff: .*Changed since the request/);
      await x.press('Control+Enter');
      await x.arrive('textbox', /^Note/);
      await x.reach('button', /^Send version 2/);
      await x.press('Enter');
      await x.signoff.waitFor('button', /^Signoff: .*Waiting for approval/);
      await x.reach('button', /^Signoff: .*Waiting for approval/);
      await x.press('Enter');
      await x.arrive('dialog', /Waiting for approval/);
      await x.reach('button', /^Withdraw the request/);
      await x.press('Enter');
      await x.signoff.waitFor('button', /^Signoff: .*Needs approval/);
      await x.close();
    },
  },
];
