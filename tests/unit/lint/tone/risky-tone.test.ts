/** The pack risky-tone as it is shipped. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPack, readPackSource } from '../../../../cli/packs.ts';
import { GROUPS } from '../../../../scripts/train-tone/groups.ts';
import { compile, planRuleset } from '../../../../utils/rules/compile.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import { STARTER_PACKS } from '../../../../utils/rules/starter.ts';
import { post } from '../posts.ts';

const pack = readPack('risky-tone');
const [rule] = pack.rules;
const linter = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 });
const found = (text: string) => linter.lint(post(text), { language: 'en' }).findings;

/** Sentences in which a group is named and nothing is said against it. */
const NEUTRAL: readonly ((group: string) => string)[] = [
  (group) => `I am a ${group} woman.`,
  (group) => `I am ${group}.`,
  (group) => `Proud to be a ${group} engineer`,
  (group) => `My neighbour is ${group} and so is her son.`,
  (group) => `Our ${group} customers asked for longer opening hours.`,
  (group) => `${group}`,
  (group) => `Being ${group} at work: three stories from our staff.`,
  (group) => `She is the first ${group} judge in the city.`,
  (group) => `A guide for ${group} parents, written by ${group} parents.`,
  (group) => `Happy to host the ${group} film festival this week.`,
];

describe('risky-tone', () => {
  it('raises nothing for a group’s name alone, whichever it is', () => {
    expect(GROUPS.length).toBeGreaterThan(150);
    for (const group of GROUPS) {
      for (const sentence of NEUTRAL) expect(found(sentence(group)), sentence(group)).toEqual([]);
    }
  });

  it('raises nothing for any row of names of groups', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GROUPS), { minLength: 1, maxLength: 12 }), (groups) => {
        expect(found(groups.join(' '))).toEqual([]);
        expect(found(groups.join(' and '))).toEqual([]);
      }),
    );
  });

  it('says the same whichever group an insult is for', () => {
    const scores = new Set(
      ['woman', 'Muslim', 'Mexican', 'deaf', 'gay', 'white'].map(
        (group) => found(`That ${group} neighbour is a disgusting idiot.`)[0]?.message,
      ),
    );
    expect(scores.size).toBe(1);
    expect([...scores][0]).toMatch(/\(\d\d %\).*disgusting/);
  });

  it('leaves a note with its score and the words that weighed most', () => {
    const [finding, ...others] = found('Good morning. Shut your mouth, you pathetic little loser.');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'note', text: 'pathetic', kind: 'tone' });
    expect(finding?.message).toMatch(/\((?:[5-9]\d|100) %\).*pathetic/);
  });

  it('is silent in another language', () => {
    const text = 'Shut your mouth, you pathetic little loser.';
    expect(linter.lint(post(text), { language: 'nb' }).findings).toEqual([]);
  });

  it('may note or ask for approval, and no more', () => {
    const source = readPackSource('risky-tone');
    for (const severity of ['warn', 'block']) {
      expect(loadPack(source.replace('severity: note', `severity: ${severity}`), 'x.yml').ok).toBe(false);
    }
    expect(loadPack(source.replace('severity: note', 'severity: review'), 'x.yml').ok).toBe(true);
  });

  it('is off by default, and small', () => {
    expect(STARTER_PACKS).not.toContain('risky-tone');
    expect(rule?.kind).toBe('tone');
    const plan = JSON.stringify(planRuleset({ packs: [pack], overrides: {} }, 'en'));
    expect(plan.length).toBeLessThan(150_000);
    expect(JSON.parse(plan)).toEqual(planRuleset({ packs: [pack], overrides: {} }, 'en'));
  });

  it('has the model that its card is about', () => {
    const card = readFileSync(new URL('../../../../docs/model-card-tone.md', import.meta.url), 'utf8');
    const weights = rule?.kind === 'tone' ? rule.model.weights : '';
    expect(card).toContain(createHash('sha256').update(weights).digest('hex'));
    expect(rule?.kind === 'tone' && card.includes(`A post counts as found from ${rule.least} on.`)).toBe(
      true,
    );
  });
});
