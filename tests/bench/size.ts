/** Weight of what every page and every popup has to load, gzipped, against the budgets of the design. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const gzipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length;

/** A page's scripts and styles with everything they import, each file once. */
function closure(html: string): Set<string> {
  const files = new Set<string>();
  const take = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:import|from)\s*["'`]([^"'`]+\.js)["'`]/g)) {
      if (path !== undefined) take(join(dirname(file), path));
    }
  };
  for (const [, path] of readFileSync(html, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)) {
    if (path !== undefined) take(join(dirname(html), path));
  }
  return files;
}

const root = '.output/chrome-mv3';
const rows = [
  {
    what: 'content script',
    bytes: globSync(`${root}/content-scripts/*.js`).reduce((sum, file) => sum + gzipped(file), 0),
    budget: 60_000,
  },
  { what: 'popup', bytes: [...closure(`${root}/popup.html`)].reduce((sum, file) => sum + gzipped(file), 0), budget: 70_000 },
];
console.table(rows.map(({ what, bytes, budget }) => ({ what, 'kB gzipped': bytes / 1000, 'of the budget': (bytes / budget).toFixed(2) })));
