import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ByteLine, byteLines } from '../../../cli/byte-lines.ts';

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(from, Math.max(from, cut));
    from = Math.max(from, cut);
  }
  yield bytes.subarray(from);
}

async function all<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const kept: T[] = [];
  for await (const line of lines) kept.push(line);
  return kept;
}

async function read(text: string | Uint8Array, cuts: readonly number[] = []): Promise<ByteLine[]> {
  return all(byteLines(pieces(Buffer.from(text), cuts)));
}

describe('lines of bytes', () => {
  it('are the same wherever the input is cut, in the middle of a letter too', async () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'æ', '😀', '\n', '\r', ' ', '\ufeff') });
    await fc.assert(
      fc.asyncProperty(letters, fc.array(fc.nat(100), { maxLength: 6 }), async (text, cuts) => {
        const length = Buffer.from(text).length;
        const lines = await read(
          text,
          cuts.map((cut) => Math.min(cut, length)),
        );
        expect(lines.map((line) => `${line.text}${line.ended ? '\n' : ''}`).join('')).toBe(text);
      }),
    );
  });

  it('say which is no UTF-8, and which was never ended', async () => {
    expect(await read(Uint8Array.of(0x61, 0x0a, 0xff, 0x0a, 0x62))).toEqual([
      { text: 'a', ended: true },
      { text: null, ended: true },
      { text: 'b', ended: false },
    ]);
    expect(await read('')).toEqual([]);
    expect(await read('\n')).toEqual([{ text: '', ended: true }]);
  });

  it('do not grow without end', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      const piece = new Uint8Array(8 * 1_024 * 1_024).fill(0x61);
      for (;;) {
        given += piece.length;
        yield piece;
      }
    }
    expect(await all(byteLines(endless()))).toEqual([{ text: null, ended: false }]);
    expect(given).toBeLessThan(128 * 1_024 * 1_024);
  });
});
