import { describe, expect, it, vi } from 'vitest';
import { Examiner, type Lint } from '../../../utils/gate/examiner.ts';
import type { LinterPlan } from '../../../utils/lint/plan.ts';
import { rulesetKey } from '../../../utils/messages.ts';
import type { Composer, PlatformAdapter } from '../../../utils/platforms/adapter.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';
import { joined, lintOf, NOW } from './samples.ts';

const adapter = {
  id: 'x',
  audience: () => null,
  account: () => null,
  replyTo: () => null,
  quotes: () => null,
  scheduledFor: () => null,
} as unknown as PlatformAdapter;
const load = vi.fn(
  (_: LinterPlan): Lint | null =>
    () =>
      lintOf(),
);
const sendForEngine = vi.fn();
const examinerOf = (): Examiner => {
  load.mockClear();
  return new Examiner({
    adapter,
    load,
    sendForEngine,
    isOrphaned: () => false,
    now: () => NOW,
  });
};

const emptyComposer = { root: {}, editors: [] } as unknown as Composer;

const SAME = { version: 1, plan: null } as const;

describe('the ruleset an examiner has', () => {
  it('is named once it is here, and keeps its linter when the background says it is the same', () => {
    const examiner = examinerOf();
    expect(examiner.knownRuleset).toBeNull();
    examiner.learn(joined());
    expect(examiner.knownRuleset).toBe(rulesetKey('t', 1));
    examiner.learn(joined({ ruleset: SAME, connection: 'offline' }));
    expect(examiner.knownRuleset).toBe(rulesetKey('t', 1));
    expect(load).toHaveBeenCalledTimes(1);
    expect(examiner.knowledge).toMatchObject({ connection: 'offline' });
  });

  it('is made anew for another number, and for the same number of another team', () => {
    const examiner = examinerOf();
    examiner.learn(joined());
    examiner.learn(
      joined({ ruleset: { version: 2, plan: planRuleset({ packs: [], overrides: {} }, 'en') } }),
    );
    examiner.learn(joined({ team: { id: 'u', name: 'Other' } }));
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('is asked for whole when it is said to be here and is not', () => {
    const examiner = examinerOf();
    examiner.learn(joined());
    examiner.learn(joined({ ruleset: SAME, team: { id: 'u', name: 'Other' } }));
    expect(examiner.knownRuleset).toBeNull();
    examiner.learn(joined({ team: { id: 'u', name: 'Other' } }));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is forgotten with the team', () => {
    const examiner = examinerOf();
    examiner.learn(joined());
    examiner.learn({ kind: 'unjoined' });
    expect(examiner.knownRuleset).toBeNull();
  });

  it('that cannot be compiled is not asked for again', () => {
    const examiner = examinerOf();
    load.mockImplementationOnce(() => {
      throw new Error('not a ruleset');
    });
    expect(() => examiner.learn(joined())).toThrow('not a ruleset');
    expect(examiner.knownRuleset).toBe(rulesetKey('t', 1));
  });

  it('waits for the engine, which is sent for when there is a composer', () => {
    const examiner = examinerOf();
    sendForEngine.mockClear();
    load.mockImplementationOnce(() => null);
    examiner.learn(joined());
    expect(examiner.knownRuleset).toBe(rulesetKey('t', 1));
    expect(examiner.knowledge).toEqual({ kind: 'starting' });
    expect(sendForEngine).not.toHaveBeenCalled();

    load.mockImplementationOnce(() => null);
    expect(examiner.examine(emptyComposer).lint).toBeNull();
    expect(sendForEngine).toHaveBeenCalledTimes(1);

    // What the engine's arrival makes known is said by the same examination.
    expect(examiner.examine(emptyComposer).knowledge.kind).toBe('joined');
    expect(sendForEngine).toHaveBeenCalledTimes(1);
  });
});

describe('what the author says of a post', () => {
  const waiting = planRuleset(
    {
      packs: [
        {
          pack: 'test',
          version: '1.0.0',
          title: { en: 'Test' },
          rules: [
            {
              id: 'label',
              kind: 'disclosure',
              severity: 'block',
              message: { en: 'Label it.' },
              if: { context: ['paid', 'gifted'] },
              then: { tokens: ['ad'] },
              examples: { bad: [{ text: 'Word', context: ['paid'] }], good: ['Ad'] },
            },
          ],
        },
      ],
      overrides: {},
    },
    'en',
  );
  const examinerWaiting = (): Examiner => {
    const examiner = examinerOf();
    examiner.learn(joined({ ruleset: { version: 1, plan: waiting } }));
    return examiner;
  };
  const composerIn = (root: object): Composer => ({ root, editors: [] }) as unknown as Composer;

  it('can be what rules wait for, and nothing once the rules are gone', () => {
    const examiner = examinerWaiting();
    expect(examiner.declarable).toEqual(['paid', 'gifted']);
    examiner.learn(joined({ ruleset: SAME }));
    expect(examiner.declarable).toEqual(['paid', 'gifted']);
    examiner.learn({ kind: 'unjoined' });
    expect(examiner.declarable).toEqual([]);
  });

  it('holds for that composer alone, and can be taken back', () => {
    const examiner = examinerWaiting();
    const [one, other] = [composerIn({}), composerIn({})];
    examiner.declare(one, 'gifted', true);
    examiner.declare(one, 'paid', true);
    expect(examiner.declared(one)).toEqual(['paid', 'gifted']);
    expect(examiner.declared(other)).toEqual([]);
    examiner.declare(one, 'paid', false);
    expect(examiner.declared(one)).toEqual(['gifted']);
  });

  it('says nothing that no rule waits for', () => {
    const examiner = examinerWaiting();
    const composer = composerIn({});
    examiner.declare(composer, 'other', true);
    expect(examiner.declared(composer)).toEqual([]);
  });

  it('is forgotten with the post', () => {
    const examiner = examinerWaiting();
    const composer = composerIn({});
    examiner.declare(composer, 'paid', true);
    expect(examiner.examine(composer).declared).toEqual([]);
    expect(examiner.declared(composer)).toEqual([]);
  });
});

describe('what the author leaves as it is', () => {
  const composerIn = (root: object): Composer => ({ root, editors: [] }) as unknown as Composer;
  const lint = lintOf('block', 'review', 'warn', 'note');

  it('is not shown again in that composer, wherever the words stand; what holds the post is', () => {
    const examiner = examinerOf();
    const [one, other] = [composerIn({}), composerIn({})];
    for (const finding of lint.findings) examiner.leave(one, finding);
    const shown = examiner.unsettled(one, lint);
    expect(shown.findings.map(({ severity }) => severity)).toEqual(['block', 'review']);
    expect(shown.verdict).toBe(lint.verdict);
    expect(examiner.unsettled(other, lint)).toBe(lint);
  });

  it('are those words of that rule, and no others', () => {
    const examiner = examinerOf();
    const composer = composerIn({});
    const [finding] = lintOf('warn').findings;
    if (finding === undefined) throw new Error('there is a finding');
    examiner.leave(composer, finding);
    const others = [
      { ...finding, text: 'abd' },
      { ...finding, rule: 'other' },
      { ...finding, pack: 'other' },
    ];
    const findings = [finding, ...others];
    expect(examiner.unsettled(composer, { verdict: 'warned', findings }).findings).toEqual(others);
  });

  it('is forgotten with the post', () => {
    const examiner = examinerOf();
    const composer = composerIn({});
    for (const finding of lint.findings) examiner.leave(composer, finding);
    examiner.examine(composer);
    expect(examiner.unsettled(composer, lint)).toBe(lint);
  });
});
