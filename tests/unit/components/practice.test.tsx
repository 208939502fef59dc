// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { badExamples, pickExample } from '../../../components/practice/example.ts';
import { PracticePanel } from '../../../components/practice/PracticePanel.tsx';
import { createPractice, type Practice, type PracticePorts } from '../../../components/practice/practice.ts';
import { LocaleContext } from '../../../components/ui/locale.ts';
import type { Ruleset } from '../../../utils/api/entities.ts';
import { draftOf } from '../../../utils/draft/draft.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import type { Pack, Rule } from '../../../utils/rules/schema.ts';
import type { LocalConnection } from '../../../utils/sync/live.ts';
import { createStage, settle } from './stage.ts';

function shipped(id: string): Pack {
  const loaded = loadPack(readFileSync(`assets/packs/${id}.yml`, 'utf8'), id);
  if (!loaded.ok) throw new Error(loaded.errors[0].message);
  return loaded.pack;
}

const PRIVACY = shipped('privacy');
const texts = (locale: string): { exampleText: string } =>
  JSON.parse(readFileSync(`assets/locales/${locale}/practice.json`, 'utf8'));

function world(more: Partial<PracticePorts> = {}) {
  const state = { connection: null as LocalConnection | null, ruleset: null as Ruleset | null, samples: 0 };
  let changed = (): void => {};
  const practice = createPractice({
    openStore: async () => ({
      connection: async () => state.connection,
      ruleset: async () => state.ruleset,
      subscribe(call) {
        changed = call;
        return () => {
          changed = () => {};
        };
      },
    }),
    async loadSample() {
      state.samples++;
      return PRIVACY;
    },
    locale: 'en',
    examples: [texts('en').exampleText],
    now: () => Date.UTC(2026, 10, 24),
    ...more,
  });
  const join = (name: string, packs: readonly Pack[] | null): void => {
    state.connection = { team: { id: 't', name } } as LocalConnection;
    state.ruleset = packs === null ? null : ({ version: 7, packs, overrides: {} } as Ruleset);
    changed();
  };
  return { state, practice, join };
}

const stage = createStage();

async function show(practice: Practice, locale: 'en' | 'nb' = 'en'): Promise<void> {
  await act(() =>
    render(
      <LocaleContext.Provider value={locale}>
        <PracticePanel practice={practice} />
      </LocaleContext.Provider>,
      stage.root,
    ),
  );
  await settle();
}

async function press(name: RegExp): Promise<void> {
  const found = [...stage.root.querySelectorAll('button')].find((one) => name.test(one.textContent ?? ''));
  if (found === undefined) throw new Error(`There is no button ${name} in: ${stage.root.textContent}`);
  await act(() => found.click());
}

const pill = (): string => stage.root.querySelector('.practice-foot .badge')?.textContent ?? '';
const step = (): string => stage.root.querySelector('[aria-current=step]')?.textContent ?? '';

describe('the practice post', () => {
  it.each(['en', 'nb'] as const)('in %s goes from risk to hold to clear in three presses', async (locale) => {
    await show(world({ locale, examples: [texts(locale).exampleText] }).practice, locale);
    expect(stage.root.querySelectorAll('.practice-steps li').length).toBe(3);
    await press(/^Take the example$|^Ta eksempelet$/);
    expect(pill()).toMatch(/^Blocked: 1|^Stoppet: 1/);
    const post = stage.root.querySelector('button[type=submit]') as HTMLButtonElement;
    // What the button is held for is what it is described by.
    expect(document.getElementById(post.getAttribute('aria-describedby') ?? '')?.textContent).toBe(pill());
    await act(() => post.click());
    expect(stage.root.querySelector('[role=status]')?.textContent).toMatch(
      /^Post is held\.|^Publisering holdes tilbake\./,
    );
    expect(stage.root.querySelector('.finding.open .finding-more a')).not.toBeNull();
    await press(/^Remove|^Fjern/);
    expect(pill()).toMatch(/^Clear$|^I orden$/);
    expect(document.activeElement).toBe(post);
    expect(step()).toBe('');
    await act(() => post.click());
    expect(stage.root.textContent).toMatch(/This would have gone out now|Dette ville ha gått ut nå/);
  });

  it('walks through the steps, and begins anew', async () => {
    const { practice } = world();
    await show(practice);
    expect(practice.step.value).toBe('write');
    await act(() => practice.write('Nothing of note.'));
    expect(practice.step.value).toBe('write');
    await act(() => practice.useExample());
    expect(practice.step.value).toBe('held');
    expect(step()).toContain('Press Post');
    await act(() => practice.post());
    expect(practice.step.value).toBe('mend');
    await act(() => practice.write(''));
    expect(practice.step.value).toBe('mend');
    await act(() => practice.write('Nothing of note.'));
    expect(practice.step.value).toBe('done');
    expect(stage.root.textContent).toContain('That is all there is to it');
    await act(() => practice.again());
    expect([practice.step.value, practice.text.value]).toEqual(['write', '']);
  });

  it('says by which rules it is checked: a sample, a sample for now, the team’s', async () => {
    const { practice, join } = world();
    await show(practice);
    expect(stage.root.textContent).toContain('Checked by a sample');
    await act(() => join('Nordlys Fund', null));
    await settle();
    expect(stage.root.textContent).toContain('The rules of Nordlys Fund have not reached this browser yet');
    await act(() => join('Nordlys Fund', [PRIVACY]));
    await settle();
    expect(stage.root.textContent).toContain('Checked by the rules of Nordlys Fund, version 7');
  });

  it('makes no new linter when nothing of the rules has changed', async () => {
    const { practice, join } = world();
    await show(practice);
    await act(() => join('Nordlys Fund', [PRIVACY]));
    await settle();
    const first = practice.rules.value;
    await act(() => join('Nordlys Fund', [PRIVACY]));
    await settle();
    expect(practice.rules.value).toBe(first);
  });

  it('says why when the rules cannot be made ready, and tries again', async () => {
    const failing = { isOn: true };
    const { practice } = world({
      loadSample: async () => {
        if (failing.isOn) throw new Error('Not there.');
        return PRIVACY;
      },
    });
    await show(practice);
    expect(stage.root.textContent).toContain('you cannot practise just now');
    failing.isOn = false;
    await press(/^Try again/);
    await settle();
    expect(stage.root.textContent).toContain('Checked by a sample');
  });

  it('is loading until it is known whose rules count', async () => {
    await show(world({ openStore: () => new Promise(() => undefined) }).practice);
    expect(stage.root.querySelector('.loading')).not.toBeNull();
    expect(stage.root.querySelector('textarea')).toBeNull();
  });
});

describe('the example', () => {
  const lintBy = (...packs: Pack[]) => {
    const linter = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
    return (text: string) => linter.lint(draftOf(text, 'x'));
  };

  it('is one that can be mended, wherever it stands among the others', () => {
    const finance = shipped('finance-us');
    const picked = pickExample(badExamples([finance]), lintBy(finance));
    expect(picked?.kind).toBe('mendable');
  });

  it('is one that is held where no rule offers words, one that is marked where none holds, none where none minds', () => {
    const only = (severity: 'block' | 'warn'): Pack => ({
      ...PRIVACY,
      rules: PRIVACY.rules
        .filter(({ id }) => id === 'iban')
        .map((rule) => ({ ...rule, severity, suggest: [] }) as Rule),
    });
    const wanted = ['Fine.', texts('en').exampleText];
    expect(pickExample(wanted, lintBy(only('block')))).toEqual({ text: wanted[1], kind: 'held' });
    expect(pickExample(wanted, lintBy(only('warn')))).toEqual({ text: wanted[1], kind: 'marked' });
    expect(pickExample(['Fine.'], lintBy(only('block')))).toBeNull();
  });

  it('costs no more than so many looks, however many examples a team has', () => {
    let looks = 0;
    const many = Array.from({ length: 5_000 }, (_, number) => `Post ${number}`);
    pickExample(many, () => {
      looks++;
      return { verdict: 'clear', findings: [] };
    });
    expect(looks).toBeLessThanOrEqual(200);
  });
});
