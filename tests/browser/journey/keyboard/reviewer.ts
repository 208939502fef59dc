import { expect, page, type Step } from './journey.ts';

/** The reviewer, in the popup. */
export const REVIEWER: readonly Step[] = [
  {
    title: 'the reviewer walks the queue and approves in three keystrokes; taken back within five seconds',
    async run(stage) {
      await stage.browser.become('reviewer');
      for (const text of ['Guaranteed first growth', 'Guaranteed second growth', 'Guaranteed third growth'])
        await stage.author.ask(text, 'For Friday.');
      const popup = await stage.browser.extension('popup.html');
      stage.pages.set('popup', popup);
      for (const which of ['first', 'second', 'third']) await popup.until(new RegExp(`${which} growth`));
      await popup.press('j');
      const first = await popup.focused();
      await popup.press('j');
      const second = await popup.focused();
      expect(first.name !== second.name, `j stays at ${first.name}.`);
      await popup.press('k');
      expect((await popup.focused()).name === first.name, 'k does not go back.');
      await popup.press('k');

      // From here these are the three: the row has the focus as after the first of them.
      await popup.press('Enter');
      await popup.arrive('heading', / on X/);
      await popup.press('a');
      await popup.until(/It is sent in five seconds/);
      await popup.press('u');
      await popup.until(/Taken back/);
      await popup.arrive('heading', / on X/);
      const states = await stage.team.requestStates();
      expect(!states.includes('approved'), `What was taken back has reached the store: ${states}.`);
    },
  },
  {
    title: 'each finding is read from the text and from the list',
    async run(stage) {
      const popup = page(stage, 'popup');
      const mark = await popup.reach('button', /Guaranteed .* \(.*Promises a result/);
      expect(mark.isSeen, 'The mark cannot be seen.');
      await popup.press('Enter');
      await popup.until(/finance-us\/promissory-claim/);
      await popup.reach('button', /Promises a result/);
      await popup.reach('link', /FINRA/);
      await popup.reachBack('button', /Promises a result/);
      await popup.press('Space');
      await popup.untilGone(/finance-us\/promissory-claim/);
    },
  },
  {
    title: 'a remark and a suggested text are written and sent, and the focus comes back',
    async run(stage) {
      const popup = page(stage, 'popup');
      await popup.press('m');
      await popup.arrive('textbox', /^Your remark/);
      // Letters are letters here.
      await popup.type('j, k and a?');
      await popup.press('Control+Enter');
      await popup.until(/Your remark is kept/);
      await popup.arrive('heading', / on X/);
      await popup.press('e');
      await popup.arrive('textbox', /^The text as you would have it/);
      await popup.press('Control+End');
      await popup.type(' is not promised');
      await popup.reach('textbox', /^Why/);
      await popup.type('Nobody can know.');
      await popup.reach('button', /^Send the suggestion/);
      await popup.press('Enter');
      await popup.until(/is not promised/);
      await popup.arrive('heading', / on X/);
    },
  },
  {
    title: 'a form that is left gives the focus back, by Escape and by its button',
    async run(stage) {
      const popup = page(stage, 'popup');
      await popup.press('r');
      await popup.arrive('textbox', /^Why may this not go out/);
      await popup.press('Escape');
      await popup.arrive('heading', / on X/);
      await popup.press('c');
      await popup.arrive('textbox', /^What should change/);
      await popup.reach('button', /^Not now/);
      await popup.press('Space');
      await popup.arrive('heading', / on X/);
    },
  },
  {
    title: 'the sheet of keys keeps the focus, and gives it back',
    async run(stage) {
      const popup = page(stage, 'popup');
      await popup.press('?');
      await popup.arrive('button', /^Close/);
      await popup.press('Escape');
      await popup.untilGone(/While you write a reason/);
      await popup.arrive('heading', / on X/);
      await popup.reachBack('button', /^Keyboard/);
      await popup.press('Enter');
      await popup.arrive('button', /^Close/);
      await popup.press('Enter');
      await popup.arrive('button', /^Keyboard/);
    },
  },
  {
    title: 'changes are requested with a reason, and the next request is open',
    async run(stage) {
      const popup = page(stage, 'popup');
      await popup.press('c');
      await popup.arrive('textbox', /^What should change/);
      await popup.type('Say “targeted”.');
      await popup.press('Control+Enter');
      await popup.until(/Changes requested: /);
      await popup.until(/The next request is open/);
      await popup.arrive('heading', / on X/);
      await popup.press('Escape');
      await popup.arrive('button', /growth/);
      // Sent when its five seconds are over; nothing of it stays behind in this browser.
      await popup.until(/The store has it/);
      const states = await stage.team.requestStates();
      expect(states.includes('changes-requested'), `The store holds ${states}.`);
      await popup.close();
    },
  },
];
