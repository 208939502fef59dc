import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENGINES } from '../../../utils/editors/registry.ts';
import { ENDPOINTS } from '../../../utils/page-world/endpoints.ts';
import { EDITORS, PLACES } from '../../browser/editors/benches.ts';

const docs = (file: string): string =>
  readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8');

test('every engine is tried on an editor of its own', () => {
  expect(new Set(Object.values(EDITORS))).toEqual(new Set(ENGINES.map(({ id }) => id)));
});

test('the table of editors names every editor and place, and has no cell that failed or was not run', () => {
  const table = docs('editors-matrix.md');
  for (const editor of Object.keys(EDITORS)) expect(table).toContain(`| ${editor} |`);
  for (const place of PLACES) expect(table).toContain(` ${place} `);
  expect(table).not.toMatch(/failed|not run/);
});

test('the table of requests names every platform whose requests are seen', () => {
  const text = docs('second-line.md');
  for (const { platform } of ENDPOINTS) expect(text).toContain(`| ${platform} |`);
});
