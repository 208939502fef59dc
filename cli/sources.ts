import { readFileSync, statSync } from 'node:fs';
import { loadPack, type PackError } from '../utils/rules/load.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { isShippedPack, SHIPPED_PACKS, STARTER_PACKS } from '../utils/rules/starter.ts';
import { UsageError } from './exit.ts';
import { readPack } from './packs.ts';
import type { CliText } from './text.ts';

/** The packs that `--pack` and `--rules` name; the starter packs when neither is given. */
export function packsFor(names: readonly string[], files: readonly string[], t: CliText): Pack[] {
  const wanted = names.length === 0 && files.length === 0 ? STARTER_PACKS : names;
  const ids = new Set<string>(wanted.flatMap((name) => (name === 'all' ? SHIPPED_PACKS : [name])));
  const packs = [...ids].map((id) => {
    if (!isShippedPack(id)) throw new UsageError(t('unknownPack', { id, packs: SHIPPED_PACKS.join(', ') }));
    return readPack(id);
  });
  for (const file of files) {
    const loaded = loadPack(readText(file, t), file);
    if (!loaded.ok) throw new UsageError(t('badRules', { file, errors: loaded.errors.map(line).join('\n') }));
    if (packs.some(({ pack }) => pack === loaded.pack.pack)) {
      throw new UsageError(t('packTwice', { id: loaded.pack.pack, file }));
    }
    packs.push(loaded.pack);
  }
  return packs;
}

function line({ file, line, column, message }: PackError): string {
  return `  ${file}:${line}:${column}: ${message}`;
}

/** A file's text; a byte order mark is not part of it. */
export function readText(file: string, t: CliText): string {
  try {
    if (statSync(file).isDirectory()) throw new UsageError(t('isFolder', { file }));
    return decode(readFileSync(file), file, t);
  } catch (error) {
    throw unreadable(error, file, t);
  }
}

/** Why a file could not be read, in a sentence. */
export function unreadable(error: unknown, file: string, t: CliText): UsageError {
  if (error instanceof UsageError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new UsageError(t('noFile', { file }));
  if (code === 'EISDIR') return new UsageError(t('isFolder', { file }));
  if (code === 'EACCES') return new UsageError(t('noPermission', { file }));
  return new UsageError(
    t('unreadable', { file, reason: error instanceof Error ? error.message : String(error) }),
  );
}

/** Why a file could not be written, in a sentence. */
export function unwritable(error: unknown, file: string, t: CliText): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EISDIR') return new UsageError(t('isFolderOut', { file }));
  if (code === 'ENOENT') return new UsageError(t('noFolder', { file }));
  return new UsageError(
    t('unwritable', { file, reason: error instanceof Error ? error.message : String(error) }),
  );
}

/** What `parseArgs` minds, without its advice to programmers. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
}

export function decode(bytes: Uint8Array, file: string, t: CliText): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(t('notUtf8', { file }));
  }
}
