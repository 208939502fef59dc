/** What a page of the built extension has to load, gzipped. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const BUDGETS = { contentScript: 60_000, pageWorld: 4_000, linter: 30_000, popup: 70_000 } as const;

const gzipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length;

/** A page's scripts and styles with everything they import, each file once. */
function closure(html: string): Set<string> {
  const files = new Set<string>();
  const take = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(
      /(?:import|from)\s*["'`]([^"'`]+\.js)["'`]/g,
    )) {
      if (path !== undefined) take(join(dirname(file), path));
    }
  };
  for (const [, path] of readFileSync(html, 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)) {
    if (path !== undefined) take(join(dirname(html), path));
  }
  return files;
}

const sum = (files: Iterable<string>): number => [...files].reduce((bytes, file) => bytes + gzipped(file), 0);

/** @param folder a built extension. @returns bytes, gzipped. */
export function bundleSizes(folder: string): Record<keyof typeof BUDGETS, number> {
  return {
    contentScript: sum(globSync(`${folder}/content-scripts/*.js`)),
    pageWorld: gzipped(`${folder}/page-world.js`),
    linter: gzipped(`${folder}/linter.js`),
    popup: sum(closure(`${folder}/popup.html`)),
  };
}
