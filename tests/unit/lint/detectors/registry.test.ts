import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DETECTOR_NAMES, DETECTORS } from '../../../../utils/lint/detectors/registry.ts';
import { DETECTOR_TABLES } from '../../../../utils/lint/detectors/tables/registry.ts';
import { detector } from './detect.ts';

describe('registry', () => {
  it('names every detector and its table', () => {
    expect([...DETECTOR_NAMES].sort()).toEqual(Object.keys(DETECTORS).sort());
    expect(Object.keys(DETECTOR_TABLES).sort()).toEqual([...DETECTOR_NAMES].sort());
  });

  it('keeps tables as plain data, so that they can be sent to a page', () => {
    expect(JSON.parse(JSON.stringify(DETECTOR_TABLES))).toEqual(DETECTOR_TABLES);
  });
});

it('no code that runs in a page imports a table, which comes with the rule', () => {
  const lint = new URL('../../../../utils/lint/', import.meta.url);
  const files = readdirSync(lint, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('detectors/tables/'),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect(readFileSync(new URL(file, lint), 'utf8'), file).not.toMatch(/from '[^']*tables\//);
});

/** Made of the pieces that detectors look for, so that they come close often. */
const noisy = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ...[
          '@',
          '+47 ',
          ' 12 ',
          '13097248022',
          '4539148803436467',
          'NO93 8601 1117 947',
          '://',
          'a:b@',
          '.',
          '-',
          ' ',
          '\n',
        ],
        ...[
          '1.2.3.4',
          '::',
          'ff:',
          'Storgata 1',
          '10 Elm Street',
          'password: ',
          'eyJ',
          'AKIA',
          'https://',
          '?fbclid=1',
          'id ',
          'tlf ',
        ],
        ...['patient born 1.2.1990', '😀', '\ud83d', 'æ', '"', '(', '/'],
      ),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe.each(DETECTOR_NAMES)('%s', (name) => {
  const ours = detector(name);

  it('answers in order, within the text, without overlap, and with a mask as long as the text', () => {
    fc.assert(
      fc.property(noisy, (text) => {
        let free = 0;
        for (const { start, end, masked } of ours.find(text)) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          if (masked !== null) expect(masked).toHaveLength(end - start);
          free = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same every time, whatever it read before', () => {
    fc.assert(
      fc.property(noisy, noisy, (text, other) => {
        const first = ours.find(text);
        ours.find(other);
        expect(ours.find(text)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it('lets through what its own value names', () => {
    fc.assert(
      fc.property(noisy, (text) => {
        for (const { value } of ours.find(text)) {
          expect(ours.covers?.(ours.normalize(value), value) ?? ours.normalize(value) === value).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
