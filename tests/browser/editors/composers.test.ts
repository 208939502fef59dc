import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, BROWSERS, type Lab, startLab } from './launch.ts';

describe.each(BROWSERS)('composers found in %s', (browser) => {
  let lab: Lab;
  let bench: Bench;
  beforeAll(async () => {
    lab = await startLab(browser);
  });
  afterEach(() => bench?.close());
  afterAll(() => lab?.close());

  const press = async (composer = 0): Promise<void> => {
    const { x, y } = await bench.call('placeOf', 'publish', 0, composer);
    await bench.page.mouse.click(x, y);
  };
  const click = (selector: string): Promise<void> => bench.page.click(selector);

  test.each([
    ['x', 'northwind_fund', {}],
    ['linkedin', 'Northwind Fund', { audience: 'Post to Anyone' }],
    ['facebook', '100001234567890', { audience: 'Public' }],
    ['bluesky', 'northwind.example', {}],
    ['mastodon', 'northwind@127.0.0.1', {}],
  ])('%s: the draft, and what publishes it', async (platform, account, audience) => {
    bench = await lab.open(platform);
    await bench.focus();
    await bench.type('Two lines\nof text');
    expect(await bench.call('draft')).toEqual({
      platform,
      account,
      parts: [{ text: 'Two lines\nof text', media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
      ...audience,
    });
    await press();
    expect(await bench.posts()).toEqual([{ parts: ['Two lines\nof text'] }]);
  });

  test.each(['x', 'linkedin', 'facebook', 'bluesky', 'mastodon'])(
    '%s: a press on Post and Ctrl+Enter are told from other presses and keys',
    async (platform) => {
      bench = await lab.open(platform);
      await bench.focus();
      await bench.type('text');
      await bench.call('listen', 'pointerdown');
      await bench.focus();
      expect(await bench.call('heard')).toEqual(['composer=0 publish=false part=0 shortcut=false']);
      await press();
      expect(await bench.call('heard')).toEqual(['composer=0 publish=true part=null shortcut=false']);
      expect(await bench.posts()).toHaveLength(1);
    },
  );

  test.each(['x', 'linkedin', 'facebook', 'bluesky', 'mastodon'])(
    '%s: Ctrl+Enter publishes',
    async (platform) => {
      bench = await lab.open(platform);
      await bench.focus();
      await bench.type('text');
      await bench.call('listen', 'keydown');
      await bench.enter();
      await bench.chord('Enter');
      expect(await bench.call('heard')).toEqual([
        'composer=0 publish=false part=0 shortcut=false',
        'composer=0 publish=false part=0 shortcut=false',
        'composer=0 publish=false part=0 shortcut=true',
      ]);
      expect(await bench.posts()).toHaveLength(1);
    },
  );

  test('x: a thread is one draft, its parts in order; the modal is a composer of its own', async () => {
    bench = await lab.open('x');
    await bench.focus();
    await bench.type('first');
    await click('[data-testid="addButton"]');
    await bench.page.waitForSelector('[data-testid="tweetTextarea_1"]');
    await bench.focus(1);
    await bench.type('second #tag');
    await click('[data-testid="SideNav_NewTweet_Button"]');
    await bench.page.waitForSelector('[role="dialog"]');
    await bench.focus(0, 1);
    await bench.type('modal');

    expect(await bench.call('composers')).toEqual([
      { editors: 2, engine: ['draft-js', 'draft-js'], publish: ['Post all'], dialog: false },
      { editors: 1, engine: ['draft-js'], publish: ['Post'], dialog: true },
    ]);
    expect((await bench.call('draft', 0)).parts.map(({ text }) => text)).toEqual(['first', 'second #tag']);
    expect((await bench.call('draft', 1)).parts.map(({ text }) => text)).toEqual(['modal']);

    await bench.call('listen', 'click');
    await press(1);
    expect((await bench.call('heard'))[0]).toBe('composer=1 publish=true part=null shortcut=false');
    expect(await bench.posts()).toEqual([{ parts: ['modal'] }]);
  });

  test('bluesky: a thread is one draft, its parts in order', async () => {
    bench = await lab.open('bluesky');
    await bench.focus();
    await bench.type('first');
    await click('[data-testid="addPostBtn"]');
    await bench.page.waitForFunction(() => document.querySelectorAll('.ProseMirror').length === 2);
    await bench.focus(1);
    await bench.type('second');
    expect((await bench.call('draft')).parts.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(await bench.call('replaceWord', 'second', 'other', 1)).toEqual({ kind: 'replaced' });
    expect(await bench.modelIs('other', 1)).toBe('other');
    expect(await bench.model(0)).toBe('first');
    await press();
    expect(await bench.posts()).toEqual([{ parts: ['first', 'other'] }]);
  });

  test('mastodon: a content warning is the first part while it is shown and says something', async () => {
    bench = await lab.open('mastodon');
    await bench.focus();
    await bench.type('text');
    await click('button[aria-pressed]');
    await bench.page.waitForSelector('#cw-spoiler-input');
    expect((await bench.call('draft')).parts.map(({ text }) => text)).toEqual(['text']);
    await click('#cw-spoiler-input');
    await bench.page.keyboard.type('teh warning');
    expect((await bench.call('draft')).parts.map(({ text }) => text)).toEqual(['teh warning', 'text']);
    expect(await bench.call('replaceWord', 'teh', 'the', 0)).toEqual({ kind: 'replaced' });
    expect(await bench.modelIs('the warning')).toBe('the warning');
    await bench.call('listen', 'keydown');
    await bench.chord('Enter');
    expect((await bench.call('heard')).at(-1)).toBe('composer=0 publish=false part=0 shortcut=true');
    expect(await bench.posts()).toEqual([{ parts: ['the warning', 'text'] }]);
  });

  test.each([
    ['x', '[data-testid="createPollButton"]', 'input[name="Choice2"]'],
    ['mastodon', '.poll-button', '.poll__option:nth-child(2) input'],
  ])(
    '%s: what a poll offers is part of the draft, as far as it says something',
    async (platform, poll, option) => {
      bench = await lab.open(platform);
      await bench.focus();
      await bench.type('text');
      await click(poll);
      await bench.page.waitForSelector(option);
      expect((await bench.call('draft')).parts.map(({ text }) => text)).toEqual(['text']);
      await click(option);
      await bench.page.keyboard.type('teh choice');
      expect((await bench.call('draft')).parts.map(({ text }) => text)).toEqual(['text', 'teh choice']);
      expect(await bench.call('replaceWord', 'teh', 'the', 1)).toEqual({ kind: 'replaced' });
      await press();
      expect(await bench.posts()).toEqual([{ parts: ['text', 'the choice'] }]);
    },
  );

  test('x: what people are searched with is no part of the draft', async () => {
    bench = await lab.open('x');
    await click('[data-testid="createPollButton"]');
    await bench.page.waitForSelector('[role="combobox"]');
    await click('[role="combobox"]');
    await bench.page.keyboard.type('kari');
    expect((await bench.call('draft')).parts).toHaveLength(1);
  });

  test('x: a planned post is no post for now, whatever language says when', async () => {
    bench = await lab.open('x');
    const planned: (string | null)[] = [];
    for (let press = 0; press < 4; press++) {
      planned.push((await bench.call('draft')).scheduledFor);
      await click('[data-testid="scheduleOption"]');
    }
    const then = new Date(2026, 10, 24, 15).toISOString();
    expect(planned).toEqual([null, then, then, '1970-01-01T00:00:00.000Z']);
  });

  test('mastodon: the post that is quoted is part of the draft', async () => {
    bench = await lab.open('mastodon');
    expect((await bench.call('draft')).quotes).toBeNull();
    await click('.quote-button');
    await bench.page.waitForSelector('.status__quote');
    expect((await bench.call('draft')).quotes).toBe('/@other@elsewhere.example/112233');
    await bench.page.evaluate(() => {
      for (const link of document.querySelectorAll('.status__quote a')) link.remove();
    });
    expect((await bench.call('draft')).quotes).toBe('A quoted post');
  });

  test('facebook: the comment box is a composer of its own, and publishes on Enter', async () => {
    bench = await lab.open('facebook');
    expect(await bench.call('composers')).toEqual([
      { editors: 1, engine: ['lexical'], publish: ['Post'], dialog: true },
      { editors: 1, engine: ['lexical'], publish: [], dialog: false },
      // Its own button; the "Reply" under another comment opens a box and publishes nothing.
      { editors: 1, engine: ['lexical'], publish: ['Comment'], dialog: false },
    ]);
    await bench.focus(0, 1);
    await bench.type('a comment');
    expect(await bench.call('draft', 1)).toMatchObject({
      parts: [{ text: 'a comment' }],
      replyTo: '/northwind/posts/1234567890',
    });
    await bench.call('listen', 'keydown');
    await bench.enter();
    expect(await bench.call('heard')).toEqual(['composer=1 publish=false part=0 shortcut=true']);
    expect(await bench.posts()).toEqual([{ parts: ['a comment'] }]);
  });

  test('facebook: the publish button is found in another language, and Save draft never is', async () => {
    bench = await lab.open('facebook');
    const relabel = (label: string): Promise<void> =>
      bench.page.evaluate((text) => {
        const button = document.getElementById('post-button');
        button?.setAttribute('aria-label', text);
        const shown = button?.querySelector('span');
        if (shown) shown.textContent = text;
      }, label);
    for (const label of ['Legg ut', 'Veröffentlichen', '投稿', 'Xyzzy']) {
      await relabel(label);
      expect((await bench.call('composers'))[0]?.publish).toEqual([label]);
    }
    await relabel('Save draft');
    expect((await bench.call('composers'))[0]?.publish).toEqual([]);
  });

  test('linkedin: the messaging window is no composer', async () => {
    bench = await lab.open('linkedin');
    expect(await bench.call('composers')).toEqual([
      { editors: 1, engine: ['quill'], publish: ['Post'], dialog: true },
      { editors: 1, engine: ['prosemirror'], publish: ['Comment'], dialog: false },
    ]);
    await bench.call('listen', 'pointerdown');
    await click('.msg-form__contenteditable');
    expect(await bench.call('heard')).toEqual(['composer=none publish=false part=null shortcut=false']);
  });
});
