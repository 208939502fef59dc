/**
 * Folders as one file: as much of ZIP (PKWARE APPNOTE 6.3.10) as a folder of texts needs. Read: stored and deflated
 * entries, without encryption. Written: stored entries.
 */
import type { SourceFile } from '../../utils/rules/importers/importer.ts';

export type ZipFault = 'not_zip' | 'encrypted' | 'method' | 'too_large' | 'damaged';

export class ZipError extends Error {
  readonly code: ZipFault;

  constructor(code: ZipFault, options?: ErrorOptions) {
    super(`This file cannot be opened as a folder: ${code}.`, options);
    this.name = 'ZipError';
    this.code = code;
  }
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** What all files together may hold: far more than a folder of styles, far less than the memory. */
const MOST_BYTES = 50_000_000;
const MOST_FILES = 5_000;

/**
 * The texts of the archive whose names are wanted, in its order; folders are left out.
 * @param wants by its name with `/` between folders; others are not unpacked
 * @throws ZipError
 */
export async function readZip(bytes: Uint8Array, wants: (name: string) => boolean): Promise<SourceFile[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_FILES) throw new ZipError('too_large');
  const files: SourceFile[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw new ZipError('damaged');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (lengths[0] ?? 0)));
    const local = view.getUint32(at + 42, true);
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
    const clean = name.replaceAll('\\', '/');
    if (clean.endsWith('/') || !wants(clean)) continue;
    if ((flags & 1) !== 0) throw new ZipError('encrypted');
    total += size;
    if (total > MOST_BYTES) throw new ZipError('too_large');
    if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new ZipError('damaged');
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = bytes.slice(data, data + packed);
    files.push({ name: clean, text: decode(await unpack(raw, method, size)) });
  }
  return files;
}

function endRecord(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === END) return at;
  throw new ZipError('not_zip');
}

async function unpack(raw: Uint8Array<ArrayBuffer>, method: number, size: number): Promise<Uint8Array> {
  if (method === 0) return raw;
  if (method !== 8) throw new ZipError('method');
  try {
    const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    const out = new Uint8Array(size);
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      // It says how long it is; one that goes on is a trap.
      if (at + value.length > size) {
        await reader.cancel();
        throw new ZipError('damaged');
      }
      out.set(value, at);
      at += value.length;
    }
    return out.subarray(0, at);
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError('damaged', { cause: error });
  }
}

/** A byte order mark is no part of the text. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** An archive of texts. Always the same for the same files: it carries no time. */
export function writeZip(files: readonly SourceFile[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const entries = files.map(({ name, text }) => {
    const [path, data] = [encoder.encode(name), encoder.encode(text)];
    return { path, data, crc: crc32(data) };
  });
  const locals = entries.map(({ path, data }) => 30 + path.length + data.length);
  const headers = entries.reduce((sum, { path }) => sum + 46 + path.length, 0);
  const directory = locals.reduce((sum, length) => sum + length, 0);
  const bytes = new Uint8Array(directory + headers + 22);
  const view = new DataView(bytes.buffer);
  let local = 0;
  let central = directory;
  entries.forEach(({ path, data, crc }, i) => {
    const common = (at: number): void => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, 0x0800, true);
      // 1 January 1980, the first day that the format knows.
      view.setUint16(at + 8, 0x0021, true);
      view.setUint32(at + 10, crc, true);
      view.setUint32(at + 14, data.length, true);
      view.setUint32(at + 18, data.length, true);
      view.setUint16(at + 22, path.length, true);
    };
    view.setUint32(local, LOCAL, true);
    common(local + 4);
    bytes.set(path, local + 30);
    bytes.set(data, local + 30 + path.length);
    view.setUint32(central, ENTRY, true);
    view.setUint16(central + 4, 20, true);
    common(central + 6);
    view.setUint32(central + 42, local, true);
    bytes.set(path, central + 46);
    local += locals[i] ?? 0;
    central += 46 + path.length;
  });
  view.setUint32(central, END, true);
  view.setUint16(central + 8, entries.length, true);
  view.setUint16(central + 10, entries.length, true);
  view.setUint32(central + 12, headers, true);
  view.setUint32(central + 16, directory, true);
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ 0xffffffff) >>> 0;
}
