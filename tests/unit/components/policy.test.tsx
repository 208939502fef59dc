// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { InsightPanel } from '../../../components/insight/InsightPanel.tsx';
import { createPolicyBench } from '../../../components/policy/bench.ts';
import { PolicyPanel } from '../../../components/policy/PolicyPanel.tsx';
import type { Insight, PublishRequest, RulesetSources } from '../../../utils/api/routes.ts';
import { policySchema } from '../../../utils/policy/policy.ts';
import type { StoreClient } from '../../../utils/sync/client.ts';
import { type LocalConnection, type LocalStore, StoreError } from '../../../utils/sync/live.ts';

const ME = '00000000-0000-4000-8000-000000000001';
const rules = [
  {
    id: 'legal',
    when: { platform: ['x'] },
    steps: [{ who: { group: 'legal' } }, { who: { role: 'admin' } }],
  },
];

function world(more: Partial<StoreClient> = {}) {
  const state = {
    sources: {
      version: 3,
      packs: [{ file: 'own.yml', yaml: 'pack: own' }],
      overrides: {},
      policy: policySchema.parse({ need: 2, rules }),
      note: '',
    } as RulesetSources,
    published: [] as PublishRequest[],
  };
  const client: Partial<StoreClient> = {
    rulesetSources: async () => state.sources,
    groups: async () => ({ groups: [], absences: [] }),
    publish: async (request) => {
      if (request.base !== state.sources.version)
        throw new StoreError('ruleset_changed', 'Changed.', { status: 409 });
      state.published.push(request);
      state.sources = { ...state.sources, ...request, version: request.base + 1 };
      return { version: state.sources.version, jws: '' };
    },
    ...more,
  };
  const member = { id: ME, name: 'Ada', email: '', roles: ['admin'], active: true };
  const store = {
    client: async () => client,
    members: async () => [member],
    sync: async () => ({ ok: true, value: {} }),
  } as unknown as LocalStore;
  return { state, store, connection: { member } as unknown as LocalConnection };
}

const root = document.createElement('div');
document.body.append(root);
afterEach(() => render(null, root));
const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve)));

describe('the policy’s bench', () => {
  it('publishes the policy on the version it began from, and the packs as they are', async () => {
    const { state, store } = world();
    const bench = createPolicyBench(store);
    await bench.load();
    expect(bench.changes.value).toEqual([]);
    bench.edit(bench.text.value.replace('need: 2', 'need: 3'));
    expect(bench.changes.value).toEqual([{ part: 'need', entry: null, kind: 'changed' }]);
    await bench.publish('Three eyes');
    expect(state.published).toMatchObject([
      { base: 3, note: 'Three eyes', policy: { need: 3 }, packs: [{ file: 'own.yml' }] },
    ]);
    expect(bench.publishing.value).toEqual({ kind: 'done', version: 4 });
  });

  it('publishes nothing while the text is wrong', async () => {
    const { state, store } = world();
    const bench = createPolicyBench(store);
    await bench.load();
    bench.edit('need: many\n');
    expect(bench.mistakes.value[0]).toMatchObject({ path: 'need', line: 1 });
    await bench.publish('');
    expect(state.published).toEqual([]);
  });

  it('meets another’s version: shows what it changes, keeps both on taking it', async () => {
    const { state, store } = world();
    const bench = createPolicyBench(store);
    await bench.load();
    state.sources = {
      ...state.sources,
      version: 4,
      packs: [{ file: 'theirs.yml', yaml: 'pack: theirs' }],
      policy: { ...state.sources.policy, oneUse: true },
    };
    bench.edit(bench.text.value.replace('need: 2', 'need: 3'));
    await bench.publish('');
    expect(bench.publishing.value).toMatchObject({
      kind: 'conflict',
      changes: [{ part: 'oneUse', kind: 'added' }],
    });
    bench.takeTheirs();
    await bench.publish('');
    expect(state.published).toMatchObject([
      { base: 4, policy: { need: 3, oneUse: true }, packs: [{ file: 'theirs.yml' }] },
    ]);
  });
});

describe('the policy’s panel', () => {
  it('says the policy in words, and which group is missing', async () => {
    const { store, connection } = world();
    await act(() => render(<PolicyPanel local={store} connection={connection} />, root));
    await settle();
    expect(root.textContent).toContain('2 reviewers approve.');
    expect(root.textContent).toContain('it goes to X');
    expect(root.textContent).toContain('There is no group “legal”');
    expect(root.querySelectorAll('.policy-rule .policy-stages > li')).toHaveLength(2);
  });
});

describe('insight', () => {
  const insight: Insight = {
    weeks: [Date.UTC(2026, 10, 23)],
    cycle: {
      all: { of: 2, median: 5_400_000, ninth: 7_200_000 },
      weeks: [{ week: Date.UTC(2026, 10, 23), of: 2, median: 5_400_000, ninth: 7_200_000 }],
    },
    waiting: [{ member: { id: ME, name: 'Ada' }, of: 2, median: 60_000, ninth: 60_000 }],
    firstPass: [{ week: Date.UTC(2026, 10, 23), of: 2, passed: 1 }],
    findings: [{ rule: 'own/words', week: Date.UTC(2026, 10, 23), hits: 3, posts: 2 }],
    overrides: [{ week: Date.UTC(2026, 10, 23), count: 1 }],
  };

  it('draws each figure with its table, and says where there is little', async () => {
    const { store, connection } = world({ insight: async () => insight });
    await act(() => render(<InsightPanel local={store} connection={connection} />, root));
    await settle();
    expect(root.querySelectorAll('.bar-chart[role=img][aria-label]')).toHaveLength(5);
    expect(root.querySelectorAll('details table')).toHaveLength(5);
    expect(root.textContent).toContain('approved within 90 minutes');
    expect(root.textContent).toContain('Only 2 cases');
  });

  it('is not shown to who may not read it', async () => {
    const { store, connection } = world();
    const author = { ...connection, member: { ...connection.member, roles: ['author' as const] } };
    await act(() => render(<InsightPanel local={store} connection={author} />, root));
    await settle();
    expect(root.textContent).toContain('for admins and auditors');
  });
});
