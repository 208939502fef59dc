import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UI_LOCALES } from '../../../utils/i18n/translator.ts';
import { ADAPTERS } from '../../../utils/platforms/registry.ts';
import { RULE_LOCALES } from '../../../utils/rules/schema.ts';
import { SITES } from '../../browser/harness/sites.ts';

/** Adding something is one file, one registry line and one fixture: these tests fail when one of them is missing. */

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Files of a folder that declare a constant of the type, with the constant's name. */
function declaring(folder: string, type: string): { file: string; name: string }[] {
  return readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const name = new RegExp(`export const (\\w+): ${type} =`).exec(read(`${folder}/${file}`))?.[1];
      return name === undefined ? [] : [{ file, name }];
    });
}

describe('platforms', () => {
  const files = declaring('utils/platforms', 'PlatformAdapter');

  it('are all registered', () => {
    expect(files.length).toBe(ADAPTERS.length);
    const registry = read('utils/platforms/registry.ts');
    for (const { file, name } of files) expect(registry).toContain(`import { ${name} } from './${file}'`);
  });

  it.each(ADAPTERS.map(({ id }) => id))('%s has a test composer at its own origin', (id) => {
    expect(existsSync(new URL(`tests/pages/${id}/index.html`, root))).toBe(true);
    expect(Object.keys(SITES)).toContain(id);
    expect(read('tests/pages/vite.config.ts')).toContain(`'${id}'`);
  });
});

describe('the table of composers and routes', () => {
  const table = read('docs/composers-matrix.md');
  const [, chromium = '', firefox = ''] = table.split(/^## /m);

  it.each(ADAPTERS.map(({ id }) => id))('%s is in it, held and let go', (id) => {
    expect(chromium).toMatch(new RegExp(`^\\| ${id} \\|.*held, goes out`, 'm'));
    // No test can answer Firefox's question for the permission of a site that is switched on.
    if (id !== 'site') expect(firefox).toMatch(new RegExp(`^\\| ${id} \\|.*held, goes out`, 'm'));
  });
});

describe('editor engines', () => {
  const files = declaring('utils/editors', 'EditorEngine');

  it.each(files)('$file is registered and tested in the browsers', ({ file, name }) => {
    expect(read('utils/editors/registry.ts')).toContain(`import { ${name} } from './${file}'`);
    const id = /\bid: '([^']+)'/.exec(read(`utils/editors/${file}`))?.[1];
    const tests = readdirSync(new URL('tests/browser/editors', root)).map((test) =>
      read(`tests/browser/editors/${test}`),
    );
    expect(tests.some((test) => new RegExp(`\\b${id}\\b`).test(test))).toBe(true);
  });

  it('are found at all', () => {
    expect(files.length).toBeGreaterThan(4);
  });
});

describe('languages', () => {
  it('are the same for the screens, the rules, the manifest and the folders', () => {
    const languages = [...UI_LOCALES].sort();
    expect([...RULE_LOCALES].sort()).toEqual(languages);
    expect(readdirSync(new URL('assets/locales', root)).sort()).toEqual(languages);
    expect(readdirSync(new URL('assets/public/_locales', root)).sort()).toEqual(languages);
  });
});
