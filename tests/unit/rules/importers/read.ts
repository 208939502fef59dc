import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { checkPack } from '../../../../utils/rules/check.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import type { ImportResult, SourceFile } from '../../../../utils/rules/importers/importer.ts';
import { type Pack, packSchema } from '../../../../utils/rules/schema.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/importers/', import.meta.url));

/** The files of a fixture, by the names an importer is given. */
export function fixture(path: string): SourceFile[] {
  if (/\.\w+$/.test(path)) return [{ name: path, text: readFileSync(FIXTURES + path, 'utf8') }];
  const names = readdirSync(FIXTURES + path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(FIXTURES.length + path.length + 1));
  return names.toSorted().map((name) => ({ name, text: readFileSync(`${FIXTURES}${path}/${name}`, 'utf8') }));
}

/** The report as lines that can be read. */
export function told({ report }: Pick<ImportResult, 'report'>): string[] {
  return report.map(
    ({ file, line, column, outcome, what, why }) =>
      `${file}:${line}:${column} ${outcome} ${what}${why === null ? '' : ` (${why.code})`}`,
  );
}

/** What the pack's rules find in a text: the rules' ids, with the text found. */
export function found(pack: Pack | null, text: string): string[] {
  return finder(pack)(text);
}

/** The same for many texts. */
export function finder(pack: Pack | null): (text: string) => string[] {
  if (pack === null) return () => [];
  const linter = compile({ packs: [pack], overrides: {} }, { locale: 'en', now: 0 });
  return (text) => {
    const parts = [{ text, media: [] }];
    const draft = { platform: 'x', account: null, parts, replyTo: null, quotes: null, scheduledFor: null };
    return linter.lint(draft).findings.map(({ rule, text: observed }) => `${rule}: ${observed}`);
  };
}

/** What every import has to keep to. */
export function expectSound({ pack, report }: ImportResult): void {
  for (const { line, column, outcome, why, what } of report) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(what).not.toBe('');
    if (outcome !== 'taken') expect(why?.message).toMatch(/\S/);
  }
  if (pack === null) return;
  expect(packSchema.safeParse(pack).error).toBeUndefined();
  expect(checkPack(pack)).toEqual([]);
}
