import { describe, expect, it } from 'vitest';
import { readShippedPacks } from '../../../cli/packs.ts';
import { declarableIn } from '../../../utils/lint/declarable.ts';
import { declarationsOf, declarationWords } from '../../../utils/overlay/declarations.ts';
import { composerTexts } from '../../../utils/overlay/texts.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';

describe('declarations', () => {
  it('have words of their own in both languages for all that shipped packs wait for', () => {
    const names = declarableIn(planRuleset({ packs: readShippedPacks(), overrides: {} }, 'en'));
    for (const locale of ['en', 'nb'] as const) {
      const words = names.map((name) => declarationWords(name, composerTexts(locale)));
      expect(new Set(words).size).toBe(names.length);
      for (const [i, name] of names.entries()) expect(words[i]).not.toBe(name.replaceAll('-', ' '));
    }
  });

  it('say a team’s own name as it is', () => {
    expect(declarationWords('spring-campaign', composerTexts('en'))).toBe('spring campaign');
    expect(declarationWords('constructor', composerTexts('en'))).toBe('constructor');
  });

  it('come in one order, the team’s own last', () => {
    expect(declarationsOf(['own', 'ai-image', 'paid'], ['ai-image'])).toEqual([
      { name: 'paid', is: false },
      { name: 'ai-image', is: true },
      { name: 'own', is: false },
    ]);
  });
});
