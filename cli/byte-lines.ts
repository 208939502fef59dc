/** Longer than any entry that the store takes; keeps one endless line from filling the memory. */
const LONGEST_BYTES = 64 * 1_024 * 1_024;
const LINE_FEED = 0x0a;

export interface ByteLine {
  /** Without the line feed; null when it is not UTF-8, or too long. */
  readonly text: string | null;
  /** False for a last line that no line feed ends. */
  readonly ended: boolean;
}

function decoded(parts: readonly Uint8Array[]): string | null {
  const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  try {
    // A byte order mark is part of the line: whoever compares bytes must see it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Cuts bytes into lines to the letter, blank ones and carriage returns included, holding one line at a time. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, end));
      yield { text: decoded(parts), ended: true };
      parts = [];
      size = 0;
      from = end + 1;
    }
    size += chunk.length - from;
    if (size > LONGEST_BYTES) {
      yield { text: null, ended: false };
      return;
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  if (parts.length > 0) yield { text: decoded(parts), ended: false };
}
