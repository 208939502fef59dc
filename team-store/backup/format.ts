/**
 * A backup is gzipped JSON Lines: a header, then for each team and table a line that names its columns and a line a row
 * (the columns' values as PostgreSQL writes them as text, or null), and at the end the manifest with the counts and the
 * digest of every line before it. A file that was cut or changed has no manifest that fits.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { codeOf, StartError } from '../errors.ts';

export const BACKUP_FORMAT = 'signoff-backup';
export const BACKUP_VERSION = 1;

/** A name that may stand in a statement. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const headerSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  v: z.literal(BACKUP_VERSION),
  /** Epoch ms. */
  at: z.int(),
  /** The schema that the rows have. */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })),
});

const sectionSchema = z.strictObject({ team: z.uuid(), table: name, columns: z.array(name).min(1) });

const manifestSchema = z.strictObject({
  teams: z.int().min(0),
  /** Rows by table. */
  rows: z.record(name, z.int().min(0)),
  /** Of all lines before, line feeds included; hex. */
  sha256: z.string(),
});

const rowSchema = z.array(z.string().nullable());

export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupSection = z.infer<typeof sectionSchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;
export type BackupRow = readonly (string | null)[];

export type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'section'; readonly section: BackupSection }
  | { readonly kind: 'row'; readonly row: BackupRow }
  /** Only when all before it fits. */
  | { readonly kind: 'manifest'; readonly manifest: BackupManifest };

class Tally {
  readonly #digest: Hash = createHash('sha256');
  readonly #teams = new Set<string>();
  readonly #rows = new Map<string, number>();

  add(line: string, part: BackupPart, table: string | null): void {
    this.#digest.update(line).update('\n');
    if (part.kind === 'section') {
      this.#teams.add(part.section.team);
      this.#rows.set(part.section.table, this.#rows.get(part.section.table) ?? 0);
    }
    if (part.kind === 'row' && table !== null) this.#rows.set(table, (this.#rows.get(table) ?? 0) + 1);
  }

  /** Ends the digest: to be asked once. */
  manifest(): BackupManifest {
    const rows = Object.fromEntries([...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { teams: this.#teams.size, rows, sha256: this.#digest.digest('hex') };
  }
}

export function rowsOf({ rows }: BackupManifest): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

/**
 * The lines of a backup, with the manifest added as the last one.
 * @param parts header first, then sections and their rows
 * @param onEnd is told the manifest when the last line was made
 */
export async function* writeParts(
  parts: AsyncIterable<BackupPart>,
  onEnd: (manifest: BackupManifest) => void,
): AsyncGenerator<string> {
  const tally = new Tally();
  let table: string | null = null;
  for await (const part of parts) {
    const value = part.kind === 'header' ? part.header : part.kind === 'section' ? part.section : null;
    const line = JSON.stringify(part.kind === 'row' ? part.row : value);
    if (part.kind === 'section') table = part.section.table;
    tally.add(line, part, table);
    yield `${line}\n`;
  }
  const manifest = tally.manifest();
  onEnd(manifest);
  yield `${JSON.stringify({ end: manifest })}\n`;
}

function damaged(file: string, what: string, cause?: unknown): StartError {
  return new StartError(
    'backup_damaged',
    `${file} is not a whole backup (${what}); nothing was restored.`,
    cause,
  );
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ text: string; ended: boolean }> {
  let kept: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      kept.push(chunk.subarray(from, at));
      yield { text: Buffer.concat(kept).toString('utf8'), ended: true };
      kept = [];
      from = at + 1;
    }
    if (from < chunk.length) kept.push(chunk.subarray(from));
  }
  if (kept.length > 0) yield { text: Buffer.concat(kept).toString('utf8'), ended: false };
}

function readPart(line: string, at: number, file: string): BackupPart | { readonly end: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw damaged(file, `line ${at} cannot be read`, error);
  }
  if (at === 1) {
    const header = headerSchema.safeParse(value);
    if (!header.success) throw damaged(file, 'it does not begin as one of this version', header.error);
    return { kind: 'header', header: header.data };
  }
  const row = rowSchema.safeParse(value);
  if (row.success) return { kind: 'row', row: row.data };
  if (typeof value === 'object' && value !== null && 'end' in value) return { end: value.end };
  const section = sectionSchema.safeParse(value);
  if (!section.success) throw damaged(file, `line ${at} is none of a backup`, section.error);
  return { kind: 'section', section: section.data };
}

/** The bytes as they are unpacked; what is wrong with them is an error of the iteration. */
async function* unpack(file: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(file);
  const plain = createGunzip();
  const ended = pipeline(packed, plain);
  // The same error comes by the iteration below.
  ended.catch(() => undefined);
  yield* plain;
  await ended;
}

/**
 * Reads a backup part by part and checks it on the way: the manifest comes last, and only when everything fits it.
 * @throws StartError `backup_missing`, `backup_damaged`
 */
export async function* readParts(file: string): AsyncGenerator<BackupPart> {
  const tally = new Tally();
  let section: BackupSection | null = null;
  let at = 0;
  let isOver = false;
  try {
    for await (const { text, ended } of linesOf(unpack(file))) {
      at += 1;
      if (isOver) throw damaged(file, 'something follows its end');
      if (!ended) throw damaged(file, `it breaks off in line ${at}`);
      const part = readPart(text, at, file);
      if ('end' in part) {
        const manifest = manifestSchema.safeParse(part.end);
        if (!manifest.success) throw damaged(file, 'its manifest cannot be read', manifest.error);
        if (JSON.stringify(manifest.data) !== JSON.stringify(tally.manifest()))
          throw damaged(file, 'it was changed: its content does not fit its manifest');
        isOver = true;
        yield { kind: 'manifest', manifest: manifest.data };
        continue;
      }
      if (part.kind === 'section') section = part.section;
      if (part.kind === 'row' && part.row.length !== section?.columns.length)
        throw damaged(file, `line ${at} has another number of values than its table has columns`);
      tally.add(text, part, section?.table ?? null);
      yield part;
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = codeOf(error) ?? '';
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new StartError('backup_missing', `${file} cannot be read.`, error);
    // https://nodejs.org/api/zlib.html#error-codes
    if (code === 'Z_BUF_ERROR') throw damaged(file, 'it breaks off', error);
    if (code.startsWith('Z_')) throw damaged(file, 'it cannot be unpacked', error);
    throw error;
  }
  if (!isOver) throw damaged(file, 'it breaks off before its manifest');
}
