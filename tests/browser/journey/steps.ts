import type { Page } from 'playwright-core';
import { badge, type World } from './world.ts';

/** The main job, one step after the other, each seen on screen. `npm run demo` prints them; a test asserts each. */
export interface Step {
  readonly title: string;
  /** @returns what was seen, in a few words. @throws Error when it was not. */
  run(world: World): Promise<string>;
}

const DRAFT = 'Guaranteed 20% returns, zero risk! Email ola@fund.example';
const FIXED = 'Guaranteed 20% returns, risk of loss! Email ola@fund.example';
const SECOND = 0.001;

function expect(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}

/** What is underlined in the page now, as the browser's own registry of highlights tells. */
function underlined(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...CSS.highlights.values()]
      .flatMap((highlight) => [...highlight].map((range) => range.toString()))
      .sort(),
  );
}

/** Puts the mouse on the first underlined stretch that says `text`. */
async function pointAt(page: Page, text: string): Promise<void> {
  const place = await page.evaluate((wanted) => {
    for (const highlight of CSS.highlights.values()) {
      for (const range of highlight) {
        if (range.toString() !== wanted || !(range instanceof Range)) continue;
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
    }
    return null;
  }, text);
  if (place === null) throw new Error(`“${text}” is not underlined.`);
  await page.mouse.move(place.x, place.y, { steps: 4 });
}

async function untilPublished(world: World, count: number): Promise<string[]> {
  await world.x.page.waitForFunction((wanted) => window.__composer.posts.length === wanted, count);
  return world.x.published();
}

export const STEPS: readonly Step[] = [
  {
    title: 'The author writes a post on X; risky words are underlined while typing',
    async run({ x, shot }) {
      await x.type(DRAFT);
      await x.pill(/Needs approval/);
      const marked = await underlined(x.page);
      for (const risky of ['Guaranteed 20% returns', 'zero risk', 'ola@fund.example'])
        expect(marked.includes(risky), `“${risky}” is not underlined; only ${marked.join(' | ')}.`);
      await shot(x.page, '01-writing');
      return `underlined: ${marked.map((text) => `“${text}”`).join(', ')}`;
    },
  },
  {
    title: 'A card says what, why and by which source, and offers the fix',
    async run({ x, shot }) {
      await pointAt(x.page, 'zero risk');
      await x.signoff.waitFor('dialog', /zero risk/);
      await x.signoff.waitFor('link', /Source/);
      await x.signoff.waitFor('button', /Replace with .risk of loss/);
      await shot(x.page, '02-card');
      return 'the card is open, with its source and a fix';
    },
  },
  {
    title: 'One click applies the fix, and the editor’s own model follows',
    async run({ x, shot }) {
      await x.signoff.click('button', /Replace with .risk of loss/);
      await x.page.waitForFunction((text) => window.__composer.modelText(0) === text, FIXED);
      await shot(x.page, '03-fixed');
      return `the editor holds “${await x.text()}”`;
    },
  },
  {
    title: 'Post is held: by mouse, by Enter and Space on the button, and by Ctrl+Enter in the editor',
    async run({ x, shot }) {
      await x.press();
      await x.signoff.waitFor('button', /Request approval/);
      await shot(x.page, '04-held');
      const post = x.page.locator('[data-testid="tweetButtonInline"]');
      for (const key of ['Enter', 'Space']) {
        await post.focus();
        await x.page.keyboard.press(key);
      }
      await x.toEnd();
      await x.page.keyboard.press('Control+Enter');
      await x.page.keyboard.press('Meta+Enter');
      const out = await x.published();
      expect(out.length === 0, `Something was published: ${out.join(' | ')}.`);
      expect((await x.text()) === FIXED, `The text changed to “${await x.text()}”.`);
      return 'nothing was published';
    },
  },
  {
    title: 'Nothing of the draft has left the browser before the author asks',
    async run({ team, popup, reviewer, shot }) {
      const held = await team.countRequests();
      expect(held === 0, `The store holds ${held} requests.`);
      expect((await badge(reviewer)) === '', 'The reviewer’s badge shows something.');
      await shot(popup, '05-nothing-waiting');
      return 'the store holds no request';
    },
  },
  {
    title: 'The author asks for approval with a note; the reviewer’s badge counts up',
    async run({ x, reviewer, shot }) {
      await x.press();
      await x.signoff.click('textbox', /Note/);
      await x.page.keyboard.type('For the Friday slot. Legal has seen the figure.');
      await shot(x.page, '06-asking');
      await x.signoff.click('button', /^Request approval/);
      const asked = performance.now();
      await x.pill(/Waiting for approval/);
      while ((await badge(reviewer)) !== '1') {
        expect(performance.now() - asked < 10_000, 'The reviewer’s badge did not count up in ten seconds.');
      }
      const took = performance.now() - asked;
      await shot(x.page, '07-waiting');
      return `the badge shows 1 after ${(took * SECOND).toFixed(2)} s`;
    },
  },
  {
    title: 'The reviewer sees the draft with its findings, who asks, where and why',
    async run({ popup, shot }) {
      await popup.locator('.queue-item').first().waitFor();
      await popup.keyboard.press('j');
      await popup.keyboard.press('Enter');
      await popup.getByText('For the Friday slot.').first().waitFor();
      const text = await popup.locator('.pane-request').textContent();
      for (const seen of ['Guaranteed 20% returns', 'risk of loss', 'northwind_fund'])
        expect(text?.includes(seen) === true, `The popup does not show “${seen}”.`);
      await shot(popup, '08-review');
      return 'draft, findings, account, author and note are there';
    },
  },
  {
    title: 'The reviewer approves by keyboard; the author’s composer says so',
    async run({ x, popup, shot }) {
      await popup.keyboard.press('a');
      const decided = performance.now();
      await x.pill(/Approved until/);
      const took = performance.now() - decided;
      await shot(x.page, '09-approved');
      await shot(popup, '10-decided');
      return `approved on the author’s screen after ${(took * SECOND).toFixed(2)} s`;
    },
  },
  {
    title: 'One changed character closes the gate again and offers version 2',
    async run({ x, shot }) {
      await x.toEnd();
      await x.page.keyboard.type('!');
      await x.pill(/Changed since the request/);
      await x.press();
      await x.signoff.waitFor('button', /Send version 2/);
      await shot(x.page, '11-changed');
      expect((await x.published()).length === 0, 'The changed post went out.');
      return 'held, with “Send version 2”';
    },
  },
  {
    title: 'With exactly the approved content again, Post works',
    async run(world) {
      const { x } = world;
      await x.toEnd();
      await x.page.keyboard.press('Backspace');
      await x.pill(/Approved until/);
      await x.press();
      const out = await untilPublished(world, 1);
      expect(out[0] === FIXED, `Published was “${out[0]}”.`);
      await world.shot(x.page, '12-published');
      return `published: “${out[0]}”`;
    },
  },
  {
    title: 'An admin changes a rule and publishes; the author’s open page checks with it, without reload',
    async run({ admin, x, shot }) {
      await x.type('Our summer fair opens on Saturday');
      await x.pill(/Clear/);
      const options = await admin.extensionPage('options.html');
      await editRules(options, shot);
      const published = performance.now();
      await x.pill(/Needs approval/);
      const took = performance.now() - published;
      await shot(x.page, '14-new-rule');
      await x.clear();
      await options.close();
      return `the new rule is at work after ${(took * SECOND).toFixed(2)} s`;
    },
  },
  {
    title: 'With the store away, checking goes on, Post stays held, and what is sent is kept',
    async run({ team, x, author, shot }) {
      await team.stop();
      await x.type('Guaranteed 9% every year');
      await x.pill(/Needs approval/);
      await x.press();
      await x.signoff.click('button', /^Request approval/);
      await x.pill(/not sent yet/);
      await author.killWorker();
      await x.press();
      await x.signoff.waitFor('dialog', /not sent yet/);
      expect((await x.published()).length === 1, 'It went out without approval.');
      await shot(x.page, '15-offline');
      return 'held and kept; the extension’s worker was ended as well';
    },
  },
  {
    title: 'When the store is back, it is delivered once and can be approved',
    async run(world) {
      const { team, x, popup, reviewer } = world;
      await team.restart();
      // Without a worker that still tries, the alarm is the floor: it comes every half minute.
      await x.pill(/Waiting for approval/, 45_000);
      await popup.bringToFront();
      while ((await badge(reviewer)) !== '1') await popup.waitForTimeout(50);
      const held = await team.countRequests();
      expect(held === 2, `The store holds ${held} requests, not 2.`);
      await popup.reload();
      await popup.locator('.queue-item').first().waitFor();
      await popup.keyboard.press('j');
      await popup.keyboard.press('Enter');
      await popup.locator('.decision-bar').waitFor();
      await popup.keyboard.press('a');
      await x.pill(/Approved until/);
      await x.press();
      const out = await untilPublished(world, 2);
      await world.shot(popup, '16-delivered');
      return `delivered once, approved, published: “${out.at(-1)}”`;
    },
  },
];

const NEW_RULE = `
  - id: summer-fair
    kind: terms
    severity: review
    message: { en: 'Ask events before naming “{match}”.' }
    terms: [summer fair]
    examples:
      bad: [Our summer fair is on.]
      good: [Our winter fair is on.]
`;

/** Adds a rule to a pack as text and publishes it, as an admin does. */
export async function editRules(options: Page, shot: World['shot']): Promise<void> {
  await options.getByRole('button', { name: 'Text (YAML)' }).click();
  const editor = options.getByRole('textbox', { name: /^Text of / });
  await editor.click();
  await options.keyboard.press('Control+End');
  await options.keyboard.insertText(NEW_RULE);
  await options.getByText(/its examples come true|their examples come true/).waitFor();
  await options
    .getByRole('textbox', { name: 'Note for the team' })
    .fill('Events has not confirmed the fair yet.');
  await shot(options, '13-rules');
  await options.getByRole('button', { name: /^Publish version/ }).click();
  await options
    .getByText(/is published/)
    .first()
    .waitFor();
}
