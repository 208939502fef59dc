/** The files that a path names: itself, or those of a folder that a reader asks for. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../utils/rules/importers/importer.ts';
import { UsageError } from './exit.ts';
import { readText, unreadable } from './sources.ts';
import type { CliText } from './text.ts';

const MOST_FILES = 10_000;
const LEFT_ALONE = new Set(['node_modules', '.git']);

/**
 * Names are relative to the folder that was named; a file that was named itself keeps its own name and the folder it
 * stands in. Links to elsewhere are not followed.
 * @throws UsageError when something cannot be read or is no text
 */
export function readTree(
  paths: readonly string[],
  reader: { reads(name: string): boolean },
  t: CliText,
): SourceFile[] {
  const files: SourceFile[] = [];
  const add = (path: string, name: string): void => {
    if (files.length >= MOST_FILES) throw new UsageError(t('tooManyFiles', { most: MOST_FILES }));
    files.push({ name, text: readText(path, t) });
  };
  const walk = (folder: string, prefix: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = prefix + entry.name;
      if (entry.isDirectory()) {
        if (!LEFT_ALONE.has(entry.name)) walk(join(folder, entry.name), `${name}/`);
      } else if (entry.isFile() && reader.reads(name)) {
        add(join(folder, entry.name), name);
      }
    }
  };
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) walk(path, '');
      else add(path, path.split(/[\\/]/).filter(Boolean).slice(-2).join('/'));
    } catch (error) {
      throw unreadable(error, path, t);
    }
  }
  return files;
}
