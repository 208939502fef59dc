import { describe, expect, it } from 'vitest';
import { languageOf, speaks } from '../../../../utils/lint/language.ts';
import type { RuleOf } from '../../../../utils/rules/schema.ts';
import { linterOf, post, terms } from '../../lint/posts.ts';

const POSTS: readonly (readonly [language: string, text: string])[] = [
  ['en', 'Big news: our new savings account is here'],
  ['en', 'We are hiring! Come and work with us in Oslo'],
  ['en', 'Thank you for coming 🎉'],
  ['nb', 'Vi er glade for å kunne fortelle at den nye appen er her'],
  ['nb', 'Hva synes du om det nye kontoret vårt?'],
  ['nn', 'Vi er glade for å kunne fortelje at den nye appen er her no, og at ho ikkje kostar noko'],
  ['sv', 'Vi är glada att berätta att den nya appen är här och att den inte kostar något'],
  ['da', 'Vi er glade for at kunne fortælle, hvad den nye app kan, og hvordan den bliver brugt af jer'],
  ['de', 'Wir freuen uns auf das neue Jahr und wünschen euch alles Gute'],
  ['fr', 'Nous sommes très heureux de vous présenter notre nouvelle équipe'],
  ['es', 'Estamos muy contentos de presentar nuestra nueva app para todos'],
  ['it', 'Siamo molto felici di presentare la nuova app che è già disponibile per tutti'],
  ['pt', 'Estamos muito felizes com a nova app, que já está disponível para você'],
  ['nl', 'We zijn heel blij met het nieuwe kantoor en onze klanten zijn dat ook'],
  ['pl', 'Bardzo się cieszymy, że nasza nowa aplikacja jest już dostępna dla was'],
  ['ja', '新しいアプリができました'],
  ['ko', '새로운 앱이 나왔습니다'],
  ['el', 'Καλημέρα σε όλους'],
];

describe('languageOf', () => {
  it.each(POSTS)('tells %s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(['', '🎉🎉', 'Signoff', 'https://example.com', '#launch @signoff', '100 %'])(
    'does not guess at %j',
    (text) => {
      expect(languageOf(text)).toBeNull();
    },
  );
});

describe('speaks', () => {
  it('knows regions, and that there are two Norwegians', () => {
    expect(speaks('en-GB', 'en')).toBe(true);
    expect(speaks('nn', 'no')).toBe(true);
    expect(speaks('nb-NO', 'no')).toBe(true);
    expect(speaks('nl', 'no')).toBe(false);
    expect(speaks('en', 'en-gb')).toBe(false);
  });
});

describe('language', () => {
  const rule: RuleOf<'language'> = {
    id: 'norwegian',
    kind: 'language',
    severity: 'warn',
    message: { en: 'This looks like {language}.' },
    allow: ['no'],
    examples: { bad: ['x'], good: ['x'] },
  };

  it('says which language it is instead', () => {
    expect(linterOf(rule).lint(post('Good news for all of you')).findings).toMatchObject([
      { message: 'This looks like en.', start: 0, end: 0 },
    ]);
    expect(linterOf(rule).lint(post('Gode nyheter til alle dere')).findings).toEqual([]);
    expect(linterOf(rule).lint(post('🎉')).findings).toEqual([]);
  });

  it('that was declared is believed', () => {
    expect(linterOf(rule).lint(post('Good news for all of you'), { language: 'nb' }).findings).toEqual([]);
  });
});

describe('a rule for one language', () => {
  const swedish = linterOf({ ...terms('words', ['slut']), where: { languages: ['sv'] } });

  it('is silent in another, and not where it cannot be told', () => {
    expect(swedish.lint(post('This is what they call a slut')).findings).toEqual([]);
    expect(swedish.lint(post('Det är inte slut än')).findings).toHaveLength(1);
    expect(swedish.lint(post('slut')).findings).toHaveLength(1);
  });
});
