import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import type { Place } from './places.ts';

export type Matrix = (Pick<Place, 'site' | 'what'> & { readonly route: string; readonly verdict: string })[];

/** Set when the document is to be written anew from what passes. */
export const WRITES = process.env.SIGNOFF_WRITE_MATRIX === '1';

const FILE = new URL('../../../docs/composers-matrix.md', import.meta.url);
const HEAD = `# Composers and the routes by which they publish

Written by the tests of the gate (\`SIGNOFF_WRITE_MATRIX=1\`, \`tests/browser/composer/matrix*.test.ts\`) from what passed, without
retries, on pages that build each platform's structure around the editors' own packages, at the platform's own origin. “held”: a
draft that needs approval, and in Chromium one that is blocked, stayed where it was. “goes out”: a clear draft was published,
once. “–”: there is nothing to try. A route that the page does not know is tried all the same, and held.
`;

/** What was tried and passed: one row a composer, one column a route. */
export function matrixTable(matrix: Matrix): string {
  const routes = [...new Set(matrix.map(({ route }) => route))];
  const rows = new Map<string, Matrix>();
  for (const entry of matrix) {
    const name = `${entry.site} | ${entry.what}`;
    rows.set(name, [...(rows.get(name) ?? []), entry]);
  }
  const cell = (entries: Matrix, route: string): string => {
    const verdicts = entries.filter((entry) => entry.route === route).map(({ verdict }) => verdict);
    if (verdicts.length === 0) return '–';
    return verdicts.includes('clear') ? 'held, goes out' : 'held';
  };
  return [
    `| Platform | Composer | ${routes.join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(routes.length)}`,
    ...[...rows].map(
      ([name, entries]) => `| ${name} | ${routes.map((route) => cell(entries, route)).join(' | ')} |`,
    ),
  ].join('\n');
}

type Browser = 'Chromium' | 'Firefox';

async function tables(): Promise<Map<string, string>> {
  const text = await readFile(FILE, 'utf8').catch(() => '');
  return new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [browser = '', ...table] = section.split('\n');
        return [browser, table.join('\n').trim()];
      }),
  );
}

/** The table of a browser as it stands in the document. */
export async function writtenTable(browser: Browser): Promise<string> {
  return (await tables()).get(browser) ?? '';
}

/** Puts a browser's table into the document and leaves the other's. */
export async function writeMatrix(browser: Browser, matrix: Matrix): Promise<void> {
  const now = (await tables()).set(browser, matrixTable(matrix));
  const sections = (['Chromium', 'Firefox'] as const).flatMap((name) => {
    const table = now.get(name);
    return table === undefined ? [] : [`## ${name}\n\n${table}\n`];
  });
  await writeFile(FILE, `${HEAD}\n${sections.join('\n')}`);
}
