import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MediaDigests } from '../../../utils/media/digests.ts';
import { sha256Of } from '../../../utils/media/sha256.ts';
import { fitted, THUMBNAIL } from '../../../utils/media/thumbnail.ts';

const preview = (src: string, localName = 'img'): Element =>
  ({ localName, src, currentSrc: '', querySelector: () => null }) as unknown as Element;
const file = (name: string, type = 'image/png'): File => new File([`bytes of ${name}`], name, { type });
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function book(pages: Record<string, string>) {
  let known = 0;
  let reads = 0;
  const digests = new MediaDigests({
    async read(address) {
      reads += 1;
      const bytes = pages[address];
      if (bytes === undefined) throw new TypeError('not there');
      return new Blob([bytes]);
    },
    digest: async (blob) => hex(await blob.text()),
    onKnown: () => {
      known += 1;
    },
  });
  return { digests, known: () => known, reads: () => reads };
}

describe('the digest of a preview', () => {
  test('is that of its bytes, known a moment later, read once', async () => {
    const { digests, known, reads } = book({ 'blob:a': 'A' });
    expect(digests.digestOf(preview('blob:a'))).toBeNull();
    expect(digests.digestOf(preview('blob:a'))).toBeNull();
    await settled();
    expect(digests.digestOf(preview('blob:a'))).toBe(hex('A'));
    expect([known(), reads()]).toEqual([1, 1]);
  });

  test('is another for other bytes', async () => {
    const { digests } = book({ 'blob:a': 'A', 'blob:b': 'B' });
    digests.digestOf(preview('blob:a'));
    digests.digestOf(preview('blob:b'));
    await settled();
    expect(digests.digestOf(preview('blob:a'))).not.toBe(digests.digestOf(preview('blob:b')));
  });

  test.each(['https://cdn.example/a.png', 'blob:gone', ''])('of %j is not known', async (address) => {
    const { digests } = book({});
    digests.digestOf(preview(address));
    await settled();
    expect(digests.digestOf(preview(address))).toBeNull();
  });

  test('that cannot be read is the file’s that was picked, when there was only one of its kind', async () => {
    const { digests } = book({});
    await digests.pick([file('one'), file('film', 'video/mp4'), file('notes', 'text/plain')]);
    expect(digests.digestOf(preview('https://cdn.example/a.png'))).toBe(hex('bytes of one'));
    expect(digests.digestOf(preview('https://cdn.example/a.mp4', 'video'))).toBe(hex('bytes of film'));
    await digests.pick([file('two')]);
    expect(digests.digestOf(preview('https://cdn.example/a.png'))).toBeNull();
  });

  test('that is a smaller copy of the one file picked is the file’s; of several, its own', async () => {
    const { digests } = book({ 'blob:small': 'small' });
    digests.digestOf(preview('blob:small'));
    await digests.pick([file('large')]);
    await settled();
    expect(digests.digestOf(preview('blob:small'))).toBe(hex('bytes of large'));
    await digests.pick([file('other')]);
    expect(digests.digestOf(preview('blob:small'))).toBe(hex('small'));
  });

  test('of a file that was picked is the file’s, however many there are', async () => {
    const { digests } = book({ 'blob:one': 'bytes of one' });
    await digests.pick([file('one'), file('two')]);
    digests.digestOf(preview('blob:one'));
    await settled();
    expect(digests.digestOf(preview('blob:one'))).toBe(hex('bytes of one'));
  });
});

test('a large file has the digest of its bytes, read piece by piece', async () => {
  const text = 'film '.repeat(50_000);
  expect(await sha256Of(new Blob([text]), 1_000)).toBe(hex(text));
  expect(await sha256Of(new Blob([text]))).toBe(hex(text));
});

test.each([
  [4000, 3000, 160, 120],
  [100, 50, 100, 50],
  [1, 9000, 1, 160],
])('%i × %i fits as %i × %i', (width, height, w, h) => {
  expect(fitted(width, height, THUMBNAIL.side)).toEqual({ width: w, height: h });
});
