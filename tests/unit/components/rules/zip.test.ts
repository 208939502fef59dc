import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZip, writeZip, ZipError } from '../../../../components/rules/zip.ts';

const all = (): boolean => true;
const code = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readZip(bytes, all);
    return 'read';
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return error.code;
  }
};

/** One deflated entry, as other programs write it. */
function deflated(
  name: string,
  text: string,
  claimed = Buffer.byteLength(text),
  flags = 0,
  method = 8,
): Buffer {
  const [path, packed] = [Buffer.from(name), deflateRawSync(text)];
  const fields = (head: number[]): Buffer => {
    const buffer = Buffer.alloc(head.length + 22);
    buffer.set(head);
    buffer.writeUInt16LE(flags, head.length);
    buffer.writeUInt16LE(method, head.length + 2);
    buffer.writeUInt32LE(crc32(text), head.length + 8);
    buffer.writeUInt32LE(packed.length, head.length + 12);
    buffer.writeUInt32LE(claimed, head.length + 16);
    buffer.writeUInt16LE(path.length, head.length + 20);
    return buffer;
  };
  const local = Buffer.concat([fields([0x50, 0x4b, 3, 4, 20, 0]), Buffer.alloc(2), path, packed]);
  const central = Buffer.concat([fields([0x50, 0x4b, 1, 2, 20, 0, 20, 0]), Buffer.alloc(16), path]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('folders as one file', () => {
  it('come back as they were, whatever is in them', async () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-zæøå]{1,8}(?:\/[a-z]{1,8}\.yml)?$/),
      text: fc
        .string({ unit: 'grapheme' })
        .filter((text) => !text.startsWith('\ufeff') && text.isWellFormed()),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 5 }), async (files) => {
        expect(await readZip(writeZip(files), all)).toEqual(files);
      }),
    );
  });

  it('are read as other programs deflate them, and only what is wanted', async () => {
    const bytes = deflated('styles\\Acme\\Terms.yml', 'extends: existence\n'.repeat(50));
    expect(await readZip(bytes, all)).toEqual([
      { name: 'styles/Acme/Terms.yml', text: 'extends: existence\n'.repeat(50) },
    ]);
    expect(await readZip(bytes, (name) => name.endsWith('.ini'))).toEqual([]);
  });

  it('are refused by name when they are none, encrypted, of another method, or say too little of their size', async () => {
    expect(await code(new TextEncoder().encode('just a text, and not a short one either'))).toBe('not_zip');
    expect(await code(new Uint8Array(0))).toBe('not_zip');
    expect(await code(deflated('a', 'text', 4, 1))).toBe('encrypted');
    expect(await code(deflated('a', 'text', 4, 0, 12))).toBe('method');
    expect(await code(deflated('a', 'a'.repeat(100_000), 10))).toBe('damaged');
    expect(await code(deflated('a', 'text', 0xfffffff0))).toBe('too_large');
  });

  it('never do anything worse than being refused', async () => {
    const good = deflated('a.yml', 'text of a rule\n'.repeat(20));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Uint8Array.from(good);
        bytes[at] = byte;
        await code(bytes);
      }),
    );
  });
});
