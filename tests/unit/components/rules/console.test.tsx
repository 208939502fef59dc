// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RulesPanel } from '../../../../components/rules/RulesPanel.tsx';
import type { TeamDesk } from '../../../../components/team/desk.ts';
import { LocaleContext } from '../../../../components/ui/locale.ts';
import type {
  OwnWordAsks,
  PublishRequest,
  RecentPosts,
  RulesetSources,
  WordAnswer,
  WordAsks,
} from '../../../../utils/api/routes.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import type { StoreClient } from '../../../../utils/sync/client.ts';
import { type LocalConnection, type LocalStore, StoreError } from '../../../../utils/sync/live.ts';
import { TrialWorker } from './trial-worker.ts';

const OWN = `# ours
pack: own
version: 1.0.0
title: { en: Own }
rules:
  - id: words
    kind: terms
    severity: warn # for now
    message: { en: "No “{match}”" }
    terms: [moon, lambo]
    examples: { bad: [to the moon], good: [hello] }
  - id: tags
    kind: hashtag
    severity: note
    message: { en: Many }
    max: 3
    examples: { bad: ["#a #b #c #d"], good: ["#a"] }
  - id: crisis
    kind: pause
    severity: review
    message: { en: "A storm" }
    where: { from: 2026-01-01, until: 2026-01-01 }
    topics: [storm]
    examples: { bad: [a storm], good: [sun] }
`;

function world(more: Partial<StoreClient> = {}) {
  const state = {
    sources: {
      version: 3,
      packs: [{ file: 'own.yml', yaml: OWN }],
      overrides: {},
      policy: { need: 1, clearanceHours: 24, requestHours: 72 },
      note: '',
    } as unknown as RulesetSources,
    published: [] as PublishRequest[],
    old: new Map<number, RulesetSources>(),
    asks: [] as WordAsks['asks'],
    answers: [] as WordAnswer[],
  };
  state.old.set(2, {
    ...state.sources,
    version: 2,
    packs: [{ file: 'own.yml', yaml: OWN.replace('lambo', 'ferrari') }],
  });
  const by = { id: 'a', name: 'Ada' };
  const post = (text: string, i: number): RecentPosts['posts'][number] => ({
    request: `r${i}`,
    draft: {
      platform: 'x',
      account: null,
      parts: [{ text, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    },
    declared: [],
    at: i,
  });
  const client: Partial<StoreClient> = {
    rulesetSources: async (version) =>
      version === undefined ? state.sources : (state.old.get(version) ?? state.sources),
    publish: async (request) => {
      state.published.push(request);
      state.sources = { ...state.sources, ...request, version: request.base + 1 };
      return { version: state.sources.version, jws: '' };
    },
    ruleFigures: async () => ({
      since: 0,
      posts: 9,
      rules: [{ rule: 'own/tags', hits: 7, posts: 6, passed: 4, asked: 1 }],
    }),
    rulesetHistory: async () => ({
      more: false,
      versions: [
        { version: state.sources.version, note: 'Newest', publishedAt: 0, publishedBy: by },
        { version: 2, note: 'Before', publishedAt: 0, publishedBy: by },
      ],
    }),
    rulesetDevices: async () => ({
      devices: [
        { id: 'd1', name: 'Chromium', member: by, version: 3, since: 0, lastSeenAt: 0 },
        {
          id: 'd2',
          name: 'Firefox',
          member: { id: 'b', name: 'Bo' },
          version: 2,
          since: 0,
          lastSeenAt: null,
        },
      ],
    }),
    recentPosts: async () => ({
      posts: ['a lambo', 'the moon', 'a ferrari', ...Array<string>(21).fill('nothing')].map(post),
      cut: false,
    }),
    wordAsks: async () => state.asks,
    ownWordAsks: async () => [],
    closeWordAsk: async (answer) => {
      state.answers.push(answer);
      state.asks = state.asks.filter(({ ask }) => ask !== answer.ask);
    },
    shippedPacks: async () => [
      {
        pack: 'own',
        version: '1.1.0',
        file: 'own.yml',
        yaml: OWN.replace('1.0.0', '1.1.0')
          .replace('severity: warn', 'severity: block')
          .replace('lambo', 'ferrari'),
      },
      {
        pack: 'privacy',
        version: '1.0.0',
        file: 'privacy.yml',
        yaml: OWN.replace('pack: own', 'pack: privacy'),
      },
    ],
    ...more,
  };
  const local = {
    client: async () => client as StoreClient,
    ruleset: async () => null,
    sync: async () => ({ ok: true as const, value: {} }),
  } as unknown as LocalStore;
  const loaded = loadPack(OWN, 'own.yml');
  const ruleset = { value: loaded.ok ? { packs: [loaded.pack], overrides: {}, version: 3 } : null };
  return { state, local, desk: { ruleset } as unknown as TeamDesk };
}

let root: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('Worker', TrialWorker);
  root = document.createElement('main');
  document.body.append(root);
});
afterEach(() => {
  act(() => render(null, root));
  root.remove();
  vi.unstubAllGlobals();
});

const admin = { member: { roles: ['admin'] }, state: 'online' } as unknown as LocalConnection;
const author = { member: { roles: ['author'] }, state: 'online' } as unknown as LocalConnection;

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await act(async () => new Promise((done) => setTimeout(done, 0)));
}
async function show(set = world(), connection = admin, locale: 'en' | 'nb' = 'en') {
  act(() =>
    render(
      <LocaleContext.Provider value={locale}>
        <RulesPanel desk={set.desk} connection={connection} local={set.local} />
      </LocaleContext.Provider>,
      root,
    ),
  );
  await settle();
  return set;
}
function button(name: string | RegExp, at: Element = root): HTMLButtonElement {
  const found = [...at.querySelectorAll('button')].find((one) => {
    const own = one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '';
    return typeof name === 'string' ? own === name : name.test(own);
  });
  if (found === undefined)
    throw new Error(
      `no button ${name} among ${[...at.querySelectorAll('button')].map((one) => one.getAttribute('aria-label') ?? one.textContent).join(' | ')}`,
    );
  return found;
}
async function press(name: string | RegExp, at: Element = root): Promise<void> {
  const found = button(name, at);
  expect(found.disabled).toBe(false);
  act(() => found.click());
  await settle();
}
function field<T extends HTMLElement = HTMLInputElement>(label: string, at: Element = root): T {
  const labels = [...at.querySelectorAll('label')].filter((one) => one.textContent?.trim() === label);
  const [first] = labels;
  const control = first?.htmlFor
    ? document.getElementById(first.htmlFor)
    : (first?.querySelector('input,select') ?? at.querySelector(`[aria-label="${label}"]`));
  if (control == null) throw new Error(`no field ${label}`);
  return control as T;
}
async function type(label: string, value: string, at: Element = root): Promise<void> {
  const control = field<HTMLInputElement>(label, at);
  act(() => {
    control.value = value;
    control.dispatchEvent(new Event(control.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
    if (control.type === 'date') control.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
}
const row = (name: string): Element => {
  const found = [...root.querySelectorAll('.rule-table tbody')].find((one) =>
    one.textContent?.includes(name),
  );
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
};
async function open(name: string): Promise<Element> {
  const opener = row(name).querySelector<HTMLButtonElement>('.rule-name');
  act(() => opener?.click());
  expect(opener?.getAttribute('aria-expanded')).toBe('true');
  await settle();
  return row(name);
}
const text = (selector: string): string => root.querySelector(selector)?.textContent ?? '';

describe('the list of rules', () => {
  it('shows what each found and what was let pass, and puts the noisy first', async () => {
    await show();
    expect(row('own/tags').textContent).toContain('7 hits');
    expect(row('own/tags').textContent).toContain('5 dismissed');
    expect(row('own/tags').textContent).toContain('noisy');
    expect(row('own/words').textContent).toContain('0 hits');
    expect(root.querySelector('.rule-table tbody')?.textContent).toContain('own/words');
    await type('Order', 'dismissed');
    expect(root.querySelector('.rule-table tbody')?.textContent).toContain('own/tags');
  });

  it('says so where the figures cannot be had, and works on', async () => {
    await show(
      world({
        ruleFigures: async () => Promise.reject(new StoreError('unreachable', 'gone', { status: 0 })),
      }),
    );
    expect(root.textContent).toContain('cannot be shown just now');
    expect(row('own/words').textContent).toContain('–');
  });

  it('is for reading only to who is no admin', async () => {
    await show(world(), author);
    expect(root.querySelectorAll('select[aria-label^="Severity of"]').length).toBe(0);
    expect(root.textContent).toContain('Admins change them');
  });

  it('speaks Norwegian', async () => {
    await show(world(), admin, 'nb');
    expect(row('own/tags').textContent).toContain('7 treff');
    expect(button('Pakker')).toBeDefined();
  });
});

describe('a rule by form', () => {
  it('is changed beside the pack: lists as what is added and removed, and back', async () => {
    const { state } = await show();
    const detail = await open('own/words');
    await type('Words and phrases', 'moon\nferrari', detail);
    expect(row('own/words').textContent).toContain('changed by the team');
    // Its own bad example still comes true; without “moon” it does not.
    expect(text('.examples-off, .all-well')).toContain('All examples come true');
    await type('Words and phrases', 'ferrari', row('own/words'));
    expect(text('.example-runs')).toContain('1 example no longer comes true');
    await type('Words and phrases', 'moon\nferrari', row('own/words'));
    await press('Publish version 4');
    expect(state.published[0]?.overrides).toEqual({
      'own/words': { add: { terms: ['ferrari'] }, remove: { terms: ['lambo'] } },
    });
    expect(state.published[0]?.packs[0]?.yaml).toBe(OWN);
    await press('As in the pack: Words and phrases', row('own/words'));
    expect(row('own/words').textContent).not.toContain('changed by the team');
  });

  it('is narrowed to platforms, accounts and a time', async () => {
    const { state } = await show();
    const detail = await open('own/tags');
    act(() => field<HTMLInputElement>('LinkedIn', detail).click());
    await settle();
    await type('Accounts', '@brand', row('own/tags'));
    await type('From', '2027-01-01', row('own/tags'));
    await type('At most: number', '2', row('own/tags'));
    await press('Publish version 4');
    expect(state.published[0]?.overrides).toEqual({
      'own/tags': {
        set: { max: 2 },
        where: { platforms: ['linkedin'], accounts: ['@brand'], from: '2027-01-01' },
      },
    });
  });

  it('stops publishing when the value does not fit, says where, and takes it out on a press', async () => {
    await show();
    const detail = await open('own/tags');
    await type('At most: number', '-4', detail);
    expect(text('.status.block')).toContain('own/tags: set.max does not fit');
    expect(row('own/tags').textContent).toContain('does not fit');
    expect(button('Publish version 4').disabled).toBe(true);
  });

  it('is changed in the pack’s text: those lines only, comments kept, examples run', async () => {
    const { state } = await show();
    const detail = await open('own/words');
    const choice = [...detail.querySelectorAll<HTMLInputElement>('input[type=radio]')][1];
    act(() => choice?.click());
    await settle();
    await type('Words and phrases', 'moon\nlambo\nto infinity', row('own/words'));
    await type('Severity', 'block', row('own/words'));
    await type('Message in Norwegian', 'Nei', row('own/words'));
    expect(field<HTMLInputElement>('Message in Norwegian', row('own/words')).value).toBe('Nei');
    await press('Text (YAML)');
    const yaml = root.querySelector<HTMLTextAreaElement>('.code-text')?.value ?? '';
    expect(yaml).toBe(
      OWN.replace('severity: warn', 'severity: block')
        .replace('[moon, lambo]', '[moon, lambo, to infinity]')
        .replace('“{match}”" }', '“{match}”", nb: Nei }'),
    );
    await expect.poll(() => button('Publish version 4').disabled).toBe(false);
    await press('Publish version 4');
    expect(state.published[0]).toMatchObject({ overrides: {}, packs: [{ yaml }] });
  });

  it('follows the text: what is written there stands in the form', async () => {
    await show();
    await press('Text (YAML)');
    const area = root.querySelector<HTMLTextAreaElement>('.code-text');
    act(() => {
      if (area === null) throw new Error('no text');
      area.value = OWN.replace('max: 3', 'max: 2');
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Rules');
    const detail = await open('own/tags');
    await expect.poll(() => field<HTMLInputElement>('At most: number', detail).value).toBe('2');
  });
});

describe('the text', () => {
  it('offers what may stand there, and takes it by keyboard', async () => {
    await show();
    await press('Text (YAML)');
    const area = root.querySelector<HTMLTextAreaElement>('.code-text');
    if (area === null) throw new Error('no text');
    // The second rule without its severity, which is being written.
    const typed = OWN.replace('    severity: note\n', '').replace('    max: 3\n', '    max: 3\n    seve\n');
    const at = typed.indexOf('    seve\n') + 8;
    act(() => {
      area.value = typed;
      area.setSelectionRange(at, at);
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect([...root.querySelectorAll('[role=option]')].map((one) => one.textContent)).toEqual(['severity']);
    expect(area.getAttribute('aria-activedescendant')).toBe(root.querySelector('[role=option]')?.id);
    const written: string[] = [];
    document.execCommand = ((_: string, __: boolean, value: string) =>
      written.push(value) > 0) as typeof document.execCommand;
    act(
      () =>
        void area.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
        ),
    );
    expect(written).toEqual(['severity: ']);
    area.setSelectionRange(at, at);
    expect(root.querySelectorAll('[role=option]').length).toBe(0);
    act(
      () =>
        void area.dispatchEvent(
          new KeyboardEvent('keydown', { key: ' ', ctrlKey: true, bubbles: true, cancelable: true }),
        ),
    );
    expect(root.querySelectorAll('[role=option]').length).toBeGreaterThan(0);
    act(
      () =>
        void area.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
        ),
    );
    expect(root.querySelectorAll('[role=option]').length).toBe(0);
  });
});

describe('packs', () => {
  it('tell what a newer version changes before it is taken, the team’s own changes among it', async () => {
    const { state } = await show();
    const detail = await open('own/words');
    await type('Words and phrases', 'moon', detail);
    await press('Packs');
    expect(text('.shelf')).toContain('Version 1.1.0 is here');
    await press('See what changes: own');
    expect(text('.pack-difference')).toContain('severity: warn → block');
    expect(text('.pack-difference')).toContain('terms: new “ferrari”');
    expect(text('.pack-difference')).toContain('“lambo” is not in the pack any more');
    await press('Take version 1.1.0');
    expect(text('.shelf')).toContain('as it comes with Signoff');
    await press('Publish version 4');
    expect(state.published[0]?.packs[0]?.yaml).toContain('version: 1.1.0');
    expect(state.published[0]?.overrides).toEqual({});
  });

  it('are taken into use and out of it, with the changes of their rules', async () => {
    const { state } = await show();
    await open('own/tags');
    await type('At most: number', '2', row('own/tags'));
    await press('Packs');
    await press('Take into use: privacy');
    await press('Take out: own');
    await press('Take out', root.querySelector('dialog') ?? root);
    await press('Publish version 4');
    expect(state.published[0]?.packs.map(({ file }) => file)).toEqual(['privacy.yml']);
    expect(state.published[0]?.overrides).toEqual({});
  });

  it('come in from another tool, each line accounted for', async () => {
    const { state } = await show();
    await press('Packs');
    await type('Format', 'words');
    await type('Name of the pack', 'Our words');
    await press('Read');
    expect(text('.field-error')).not.toBe(null);
    await type('Or paste the text', '# a list\nfoobar\nfoobar\nbarbaz\n');
    await press('Read');
    expect(text('.import .status')).toContain('rule');
    expect(text('.import-report table')).toContain('foobar');
    expect(text('.import-report table')).toContain('already');
    await press(/^Add as pack our-words/);
    await press('Publish version 4');
    expect(state.published[0]?.packs.map(({ file }) => file)).toEqual(['own.yml', 'our-words.yml']);
  });

  it('of the team are shown where the store cannot say what comes with it', async () => {
    await show(
      world({
        shippedPacks: async () => Promise.reject(new StoreError('unreachable', 'gone', { status: 0 })),
      }),
    );
    await press('Packs');
    expect(root.textContent).toContain('cannot be asked just now');
    expect(text('.shelf')).toContain('own');
  });
});

describe('trying the changes', () => {
  it('on the team’s last posts: newly caught, no longer caught, unchanged, and how long it takes', async () => {
    await show();
    const detail = await open('own/words');
    await type('Words and phrases', 'moon\nferrari', detail);
    await press('Try on posts');
    await press('Check');
    await expect.poll(() => text('.try-counts')).toContain('1 newly caught');
    expect(text('.try-counts')).toContain('1 no longer caught');
    expect(text('.try-counts')).toContain('22 unchanged');
    expect(text('.try-many')).toMatch(/ms for 1,000 posts/);
    expect(text('.try-many table')).toContain('own/words');
  });

  it('says why where it cannot run, is stopped by a press, and ends with the console', async () => {
    class SilentWorker extends TrialWorker {
      override postMessage(): void {}
    }
    vi.stubGlobal('Worker', SilentWorker);
    await show();
    await press('Try on posts');
    const check = button('Check');
    const begin = async (): Promise<TrialWorker> => {
      const before = TrialWorker.all.length;
      act(() => check.click());
      await expect.poll(() => TrialWorker.all.length).toBe(before + 1);
      const [worker] = TrialWorker.all.slice(-1);
      if (worker === undefined) throw new Error('no worker');
      expect(worker.url).toContain('try-worker');
      return worker;
    };
    const broken = await begin();
    act(() => broken.onerror?.(new ErrorEvent('error', { message: 'Out of memory' })));
    await expect.poll(() => text('.try-many [role=alert]')).toContain('Out of memory');
    const stopped = await begin();
    act(() => button('Stop').click());
    await expect.poll(() => text('.try-many')).toContain('Stopped after 0 of 24');
    expect(stopped.isEnded).toBe(true);
    const left = await begin();
    act(() => render(null, root));
    expect(left.isEnded).toBe(true);
  });

  it('on pasted posts, and says when the team has none or the store is away', async () => {
    await show(world({ recentPosts: async () => ({ posts: [], cut: false }) }));
    await press('Try on posts');
    await press('Check');
    await expect.poll(() => text('.try-many')).toContain('handed in no posts yet');
    act(() => [...root.querySelectorAll<HTMLInputElement>('.try-many input[type=radio]')][1]?.click());
    await settle();
    expect(button('Check').disabled).toBe(true);
    await type('Posts to check', 'to the moon\nhello', root.querySelector('.try-many') ?? root);
    await press('Check');
    await expect.poll(() => text('.try-many')).toContain('2 posts checked');
  });
});

describe('words that authors ask to have accepted', () => {
  const ola = { id: 'o', name: 'Ola' };
  const asked = (ask: string, words: string, rule = 'words', note = ''): WordAsks['asks'][number] => ({
    ask,
    pack: 'own',
    rule,
    words,
    note,
    member: ola,
    at: 0,
  });
  const ask = (words: string): Element => {
    const found = [...root.querySelectorAll('.ask-list > li')].find((one) =>
      one.querySelector('strong')?.textContent?.includes(words),
    );
    if (found === undefined) throw new Error(`no ask for ${words} in ${root.textContent}`);
    return found;
  };
  async function showAsks(...asks: WordAsks['asks']) {
    const set = world();
    set.state.asks = asks;
    await show(set);
    await press(/^Asked words/);
    return set.state;
  }

  it('are counted, taken into the edit for their rule alone, and told to who asked once they are published', async () => {
    const state = await showAsks(
      asked('a1', 'Moon', 'words', 'It is our yoghurt'),
      asked('a2', 'moon'),
      asked('a3', 'lambo'),
    );
    expect(button(/^Asked words/).textContent).toContain('2 waiting');
    expect(ask('Moon').textContent).toContain('It is our yoghurt');
    await press('Accept: Moon');
    expect(ask('Moon').textContent).toContain('in your edit');
    expect(state.answers).toEqual([]);
    await press('Publish version 4');
    expect(state.published[0]?.overrides).toEqual({ 'own/words': { remove: { terms: ['moon'] } } });
    expect(state.answers).toEqual([
      { answer: 'accepted', ask: 'a1' },
      { answer: 'accepted', ask: 'a2' },
    ]);
    expect(text('.word-asks [role=status]')).toContain('1 author is told');
    expect(button(/^Asked words/).textContent).toContain('1 waiting');
  });

  it('can be taken back before they are published', async () => {
    const state = await showAsks(asked('a1', 'moon'));
    await press('Accept: moon');
    await press('Take back: moon');
    expect(root.textContent).not.toContain('Publish version 4');
    expect(button('Accept: moon')).toBeTruthy();
    expect(state.answers).toEqual([]);
  });

  it('are declined with a reason that is asked for', async () => {
    const state = await showAsks(
      asked('a1', 'moon'),
      asked('a2', 'gone words', 'gone'),
      asked('a3', '#a', 'tags'),
    );
    expect(ask('gone words').textContent).toContain('No pack has this rule');
    expect(ask('#a').textContent).toContain('cannot let single words pass');
    expect(() => button('Accept: #a')).toThrow();
    await press('Decline…: moon');
    expect(button('Decline').disabled).toBe(true);
    await type('Why not', ' It promises too much ');
    await press('Decline');
    expect(state.answers).toEqual([{ answer: 'declined', ask: 'a1', reason: 'It promises too much' }]);
  });

  it('that pass already are answered by hand, and what could not be answered stays and says why', async () => {
    const set = world({
      closeWordAsk: async () => Promise.reject(new StoreError('unreachable', 'gone', { status: 0 })),
    });
    set.state.sources = { ...set.state.sources, overrides: { 'own/words': { remove: { terms: ['moon'] } } } };
    set.state.asks = [asked('a1', 'moon')];
    await show(set);
    await press(/^Asked words/);
    expect(ask('moon').textContent).toContain('Version 3 lets it pass already');
    await press('Say that it is accepted: moon');
    expect(text('.word-asks [role=alert]')).toMatch(/Not everybody.*answer once more/);
    expect(ask('moon')).toBeTruthy();
  });

  it('that another admin has answered meanwhile are answered', async () => {
    const set = world({
      closeWordAsk: async () => {
        set.state.asks = [];
        throw new StoreError('not_found', 'gone', { status: 404 });
      },
    });
    set.state.asks = [asked('a1', 'moon', 'gone')];
    await show(set);
    await press(/^Asked words/);
    await press('Decline…: moon');
    await type('Why not', 'No');
    await press('Decline');
    expect(text('.word-asks')).toContain('Nobody is waiting');
    expect(root.querySelector('.word-asks [role=alert]')).toBeNull();
  });

  it('are shown to their author with the answer, and nothing to who has asked for nothing', async () => {
    const own = (words: string, answer: OwnWordAsks['asks'][number]['answer']) => {
      const { member: _, ...rest } = asked(words, words);
      return { ...rest, answer };
    };
    const by = { id: 'a', name: 'Ada' };
    await show(
      world({
        ownWordAsks: async () => [
          own('lambo', null),
          own('moon', { kind: 'declined', reason: 'Too much', by, at: 0 }),
        ],
      }),
      author,
    );
    expect(text('.own-asks')).toMatch(/lambo.*waiting.*moon.*declined.*Ada.*Too much/s);
    act(() => render(null, root));
    await show(world(), author);
    expect(root.querySelector('.own-asks')).toBeNull();
  });
});

describe('crisis topics', () => {
  it('go on in two presses for a while, published at once, and what is being edited stays unpublished', async () => {
    const { state } = await show();
    await open('own/tags');
    await type('At most: number', '2', row('own/tags'));
    await press('Switch on…: own/crisis');
    const before = Date.now();
    await press('24 hours');
    const [sent] = state.published;
    const where = sent?.overrides['own/crisis']?.where;
    expect(Date.parse(where?.until ?? '') - Date.parse(where?.from ?? '')).toBe(86_400_000);
    expect(Date.parse(where?.from ?? '')).toBeGreaterThanOrEqual(before);
    expect(sent?.overrides['own/tags']).toBeUndefined();
    expect(sent?.note).toContain('own/crisis');
    expect(text('.crisis')).toContain('on until');
    expect(text('.publish')).toContain('own/tags');
    await press('Switch off: own/crisis');
    expect(state.published[1]?.overrides).toEqual({});
    expect(text('.crisis')).toContain('rests');
  });
});

describe('versions', () => {
  it('show who runs which, what going back would change, and go back as a new version', async () => {
    const { state } = await show();
    await press('Versions');
    expect(text('.history-panel')).toContain('1 of 2 browsers run');
    expect(text('.history-panel')).toContain('behind');
    await press(/^Compare .*: Version 2$/);
    await expect.poll(() => text('.upgrade')).toContain('terms: new “ferrari”');
    await press('Go back to version 2');
    expect(state.published[0]).toMatchObject({ base: 3, note: 'Back to version 2' });
    expect(state.published[0]?.packs[0]?.yaml).toContain('ferrari');
    expect(text('.publish')).toContain('Version 4 is published');
  });

  it('say why where they cannot be had', async () => {
    await show(
      world({
        rulesetHistory: async () => Promise.reject(new StoreError('unreachable', 'gone', { status: 0 })),
      }),
    );
    await press('Versions');
    expect(root.textContent).toContain('cannot be shown just now');
    expect(button('Try again')).toBeDefined();
  });
});
