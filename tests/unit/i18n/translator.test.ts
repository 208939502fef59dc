import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogsFrom } from '../../../utils/i18n/catalogs.ts';
import { readCatalogs } from '../../../utils/i18n/read-catalogs.ts';
import { createTranslator, pickLocale, UI_LOCALES } from '../../../utils/i18n/translator.ts';

const catalogs = {
  en: { hello: 'Hello {name}', posts: { one: '{count} post', other: '{count} posts' } },
  nb: { hello: 'Hei, {name}', posts: { one: '{count} innlegg', other: '{count} innlegg' } },
};

describe('translator', () => {
  it('fills places and chooses plurals', () => {
    const t = createTranslator('en', catalogs);
    expect(t('hello', { name: 'Kari {count}' })).toBe('Hello Kari {count}');
    expect(t('posts', { count: 1 })).toBe('1 post');
    expect(t('posts', { count: 12_000 })).toBe('12,000 posts');
  });

  it.each([
    [['nn-NO', 'en'], 'nb'],
    [['no'], 'nb'],
    [['de', 'en-GB'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ] as const)('picks for %j: %s', (wanted, expected) => {
    expect(pickLocale(wanted)).toBe(expected);
  });
});

describe('what a language lacks', () => {
  it('is said in English, one message or all of them', () => {
    expect(createTranslator('nb', { en: { hello: 'Hello' }, nb: {} })('hello')).toBe('Hello');
    expect(createTranslator('nb', { en: { hello: 'Hello' } })('hello')).toBe('Hello');
  });
});

describe('catalogues of an area', () => {
  it('are told apart by their folders; folders of no language of ours are passed over', () => {
    const files = {
      '../../assets/locales/en/popup.json': { title: 'Reviews' },
      '../../assets/locales/nb/popup.json': { title: 'Godkjenning' },
      '../../assets/locales/tlh/popup.json': { title: 'chIch' },
    };
    expect(catalogsFrom(files)).toEqual({ en: { title: 'Reviews' }, nb: { title: 'Godkjenning' } });
    expect(() => catalogsFrom({ '../locales/nb/popup.json': {} })).toThrow('no English');
  });

  it('are read from files where nothing bundles them', () => {
    const read = (path: string): string => JSON.stringify({ path });
    expect(readCatalogs('cli', read)).toEqual({ en: { path: 'en/cli.json' }, nb: { path: 'nb/cli.json' } });
  });
});

describe('catalogues', () => {
  const folder = new URL('../../../assets/locales/', import.meta.url);
  const read = (locale: string, file: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8'));
  const areas = readdirSync(new URL('en/', folder)).sort();

  it('has the same files in every language', () => {
    for (const locale of UI_LOCALES) expect(readdirSync(new URL(`${locale}/`, folder)).sort()).toEqual(areas);
  });

  it.each(areas)('%s has the same messages with the same places in every language', (area) => {
    const places = (message: unknown): string[] =>
      [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].sort();
    const english = read('en', area);
    expect(Object.keys(english).length).toBeGreaterThan(0);
    for (const locale of UI_LOCALES) {
      const other = read(locale, area);
      expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
      for (const key of Object.keys(english))
        expect([key, places(other[key])]).toEqual([key, places(english[key])]);
    }
  });

  it('has a sentence for every refusal of the store', async () => {
    const { REFUSALS } = await import('../../../utils/api/codes.ts');
    const english = read('en', 'errors.json');
    for (const code of Object.keys(REFUSALS)) expect(english).toHaveProperty(code);
  });
});
