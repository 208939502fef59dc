/** Rules of other tools as files or pasted text, made into a pack by the importers. */
import { stringify } from 'yaml';
import type { Format, ImportResult, SourceFile } from '../../utils/rules/importers/importer.ts';
import { kebab } from '../../utils/rules/importers/names.ts';
import { IMPORTERS } from '../../utils/rules/importers/registry.ts';
import { readZip } from './zip.ts';

/** Of one file: far more than any list of rules. */
const MOST_BYTES = 20_000_000;

export interface Brought {
  readonly result: ImportResult;
  readonly pack: string;
  /** The pack as text; null when nothing was taken. */
  readonly yaml: string | null;
  /** Files that the format does not read. */
  readonly ignored: readonly string[];
}

/** A file as the browser gives it. */
export type GivenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'> & {
  readonly webkitRelativePath?: string;
};

export class BringInError extends Error {
  readonly code: 'file_too_large';
  readonly file: string;

  constructor(file: string) {
    super(`${file} is too large.`);
    this.name = 'BringInError';
    this.code = 'file_too_large';
    this.file = file;
  }
}

/** What a format can read of the files; archives are opened. @throws ZipError, BringInError */
export async function readGiven(
  given: readonly GivenFile[],
  format: Format,
): Promise<{ files: SourceFile[]; ignored: string[] }> {
  const importer = IMPORTERS[format];
  const files: SourceFile[] = [];
  const ignored: string[] = [];
  for (const file of given) {
    if (file.size > MOST_BYTES) throw new BringInError(file.name);
    const name = file.webkitRelativePath || file.name;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (/\.zip$/i.test(name)) files.push(...(await readZip(bytes, (one) => importer.reads(one))));
    else if (importer.reads(name) || given.length === 1)
      files.push({ name, text: new TextDecoder().decode(bytes) });
    else ignored.push(name);
  }
  return { files, ignored };
}

/** The format that most of the names speak for. */
export function guessFormat(names: readonly string[]): Format {
  if (names.some((name) => /\.zip$|vale\.ini$/i.test(name))) return 'vale';
  if (names.some((name) => /prh/i.test(name))) return 'prh';
  if (names.some((name) => /\.(?:csv|tsv)$/i.test(name))) return 'csv';
  if (names.some((name) => /\.ya?ml$/i.test(name))) return 'vale';
  return 'words';
}

/** Makes a pack. Never throws on what is in the files: the report says line by line what became of it. */
export function bringIn(
  files: readonly SourceFile[],
  format: Format,
  title: string,
  ignored: readonly string[] = [],
): Brought {
  const pack = kebab(title) || format;
  const result = IMPORTERS[format].import(files, { pack, title: title || pack });
  const yaml = result.pack === null ? null : stringify(result.pack, { lineWidth: 110 });
  return { result, pack, yaml, ignored };
}
