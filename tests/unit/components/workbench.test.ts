import { describe, expect, it } from 'vitest';
import { createWorkbench, type WorkbenchStore } from '../../../components/rules/workbench.ts';
import type { PublishRequest, RulesetSources } from '../../../utils/api/routes.ts';
import type { StoreClient } from '../../../utils/sync/client.ts';
import { StoreError } from '../../../utils/sync/live.ts';

const YAML = `pack: finance
version: 1.0.0
title: { en: Finance }
rules:
  - id: claim
    kind: existence
    severity: review
    message: { en: "Promises: {match}" }
    tokens: [guaranteed]
    examples: { bad: [guaranteed returns], good: [returns] }
`;

function world(
  answer: (request: PublishRequest, state: { sources: RulesetSources }) => StoreError | null = () => null,
) {
  const state = {
    sources: {
      version: 3,
      packs: [{ file: 'finance.yaml', yaml: YAML }],
      overrides: {},
      policy: { need: 1, clearanceHours: 24, requestHours: 72 },
      note: '',
    } as RulesetSources,
    published: [] as PublishRequest[],
    synced: 0,
  };
  const client: Pick<StoreClient, 'rulesetSources' | 'publish'> = {
    rulesetSources: async () => state.sources,
    async publish(request) {
      const error = answer(request, state);
      if (error !== null) throw error;
      state.published.push(request);
      state.sources = { ...state.sources, ...request, version: request.base + 1 };
      return { version: state.sources.version, jws: '' };
    },
  };
  const store: WorkbenchStore = {
    client: async () => client as StoreClient,
    ruleset: async () => null,
    sync: async () => {
      state.synced++;
      return { ok: true, value: {} };
    },
  };
  return { state, bench: createWorkbench(store, 'en', () => 0) };
}

describe('workbench', () => {
  it('publishes what was edited on the version it began from', async () => {
    const { state, bench } = world();
    await bench.load();
    expect(bench.changes.value).toEqual([]);
    bench.override({ 'finance/claim': { severity: 'block' } });
    bench.edit('finance.yaml', YAML.replace('[guaranteed]', '[guaranteed, certain]'));
    expect(bench.checking.value).toBe(true);
    await bench.publish('Stricter');
    expect(bench.publishing.value).toEqual({ kind: 'done', version: 4 });
    expect(state.published).toMatchObject([{ base: 3, note: 'Stricter' }]);
    expect(state.published[0]?.packs[0]?.yaml).toContain('certain');
    expect(state.synced).toBe(1);
    expect(bench.changes.value).toEqual([]);
    expect(bench.base.value?.version).toBe(4);
  });

  it('tries the edited ruleset before it is published', async () => {
    const { bench } = world();
    await bench.load();
    const findings = (): readonly string[] => {
      const { value } = bench.trial;
      if (!value.ok) throw new Error(value.message);
      const parts = [{ text: 'guaranteed', media: [] }];
      const draft = { platform: 'x', account: null, parts, replyTo: null, quotes: null, scheduledFor: null };
      return value.linter.lint(draft).findings.map(({ severity }) => severity);
    };
    expect(findings()).toEqual(['review']);
    bench.override({ 'finance/claim': { severity: 'block' } });
    expect(findings()).toEqual(['block']);
    bench.override({ 'finance/claim': { enabled: false } });
    expect(findings()).toEqual([]);
  });

  it('publishes nothing with a mistake in it, and names the line', async () => {
    const { state, bench } = world();
    await bench.load();
    bench.edit('finance.yaml', YAML.replace('severity: review', 'severity: grave'));
    await bench.publish('');
    expect(state.published).toEqual([]);
    expect(bench.mistakes.value).toMatchObject([{ file: 'finance.yaml', line: 7 }]);
    // The last text that could be loaded still serves for trying.
    expect(bench.packs.value[0]?.pack?.pack).toBe('finance');
    bench.revert();
    expect(bench.mistakes.value).toEqual([]);
  });

  it('puts what the store refused at its line', async () => {
    const { bench } = world(
      () =>
        new StoreError('ruleset_invalid', 'Mistakes.', {
          status: 422,
          errors: [
            {
              path: 'rules[0].tokens[0]',
              message: 'Cannot be used.',
              file: 'finance.yaml',
              line: 9,
              column: 14,
            },
            { path: 'overrides', message: 'No such rule.' },
          ],
        }),
    );
    await bench.load();
    bench.override({ 'finance/claim': { enabled: false } });
    await bench.publish('');
    expect(bench.publishing.value).toMatchObject({
      kind: 'refused',
      problem: { code: 'ruleset_invalid' },
      elsewhere: ['overrides: No such rule.'],
    });
    expect(bench.mistakes.value).toEqual([
      { file: 'finance.yaml', line: 9, column: 14, message: 'Cannot be used.' },
    ]);
    bench.edit('finance.yaml', YAML);
    expect(bench.mistakes.value).toEqual([]);
  });

  it('says who changed what when another published first, and goes on from there with the own text', async () => {
    let first = true;
    const { state, bench } = world((_, world) => {
      if (!first) return null;
      first = false;
      world.sources = { ...world.sources, version: 4, overrides: { 'finance/claim': { severity: 'warn' } } };
      return new StoreError('ruleset_changed', 'Changed.', { status: 409 });
    });
    await bench.load();
    const mine = YAML.replace('[guaranteed]', '[guaranteed, certain]');
    bench.edit('finance.yaml', mine);
    await bench.publish('Mine');
    expect(bench.publishing.value).toMatchObject({
      kind: 'conflict',
      conflict: { changes: [{ kind: 'override', rule: 'finance/claim' }] },
    });
    bench.takeTheirs();
    expect(bench.base.value?.version).toBe(4);
    expect(bench.overrides.value).toEqual({ 'finance/claim': { severity: 'warn' } });
    expect(bench.packs.value[0]?.yaml).toBe(mine);
    await bench.publish('Mine');
    expect(bench.publishing.value).toEqual({ kind: 'done', version: 5 });
    expect(state.published).toMatchObject([{ base: 4 }]);
  });
});
