// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RulesPanel } from '../../../../components/rules/RulesPanel.tsx';
import type { TeamDesk } from '../../../../components/team/desk.ts';
import { LocaleContext } from '../../../../components/ui/locale.ts';
import type { PublishRequest, RecentPosts, RulesetSources } from '../../../../utils/api/routes.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import type { StoreClient } from '../../../../utils/sync/client.ts';
import { type LocalConnection, type LocalStore, StoreError } from '../../../../utils/sync/live.ts';

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
  root = document.createElement('main');
  document.body.append(root);
});
afterEach(() => {
  act(() => render(null, root));
  root.remove();
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
  const found = [...root.querySelectorAll('.rule-table tbody tr')].find((one) =>
    one.textContent?.includes(name),
  );
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
};
async function open(name: string): Promise<Element> {
  const details = row(name).querySelector('details');
  act(() => {
    if (details === null) throw new Error('no details');
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
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
    expect(root.querySelector('.rule-table tbody tr')?.textContent).toContain('own/words');
    await type('Order', 'dismissed');
    expect(root.querySelector('.rule-table tbody tr')?.textContent).toContain('own/tags');
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
