import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gravest, segmentText } from '../../../components/findings/segments.ts';
import { finding } from './samples.ts';

const ranges = fc.array(
  fc.record({ start: fc.integer({ min: -5, max: 90 }), end: fc.integer({ min: -5, max: 90 }) }),
  { maxLength: 12 },
);

describe('segmentText', () => {
  it('joined again is the text, whatever the findings are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), ranges, (text, findings) => {
        const segments = segmentText(text, findings);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        expect(segments.map(({ start }) => start)).toEqual(
          segments.reduce<number[]>((starts, { text: piece }, i) => {
            starts.push(i === 0 ? 0 : (starts[i - 1] ?? 0) + (segments[i - 1]?.text.length ?? 0));
            expect(piece).not.toBe('');
            return starts;
          }, []),
        );
      }),
    );
  });

  it('marks each character with exactly the findings that cover it, and names each finding once', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), ranges, (text, findings) => {
        const segments = segmentText(text, findings);
        for (let at = 0; at < text.length; at++) {
          const here = segments.findLast(({ start }) => start <= at);
          expect(new Set(here?.findings)).toEqual(
            new Set(findings.filter(({ start, end }) => Math.max(0, start) <= at && at < end)),
          );
        }
        const visible = findings.filter(({ start, end }) => Math.max(0, start) < Math.min(end, text.length));
        expect(segments.flatMap(({ begins }) => begins)).toHaveLength(visible.length);
      }),
    );
  });

  it('cuts overlapping findings where they begin and end', () => {
    const [outer, inner] = [finding('review', 0, 14), finding('warn', 0, 10)];
    expect(
      segmentText('Guaranteed 20% returns', [outer, inner]).map(({ text, findings, begins }) => [
        text,
        findings.length,
        begins.length,
      ]),
    ).toEqual([
      ['Guaranteed', 2, 2],
      [' 20%', 1, 0],
      [' returns', 0, 0],
    ]);
  });
});

describe('gravest', () => {
  it('is the last in the order of severities, null for none', () => {
    expect(gravest([finding('warn'), finding('block'), finding('note')])).toBe('block');
    expect(gravest([])).toBeNull();
  });
});
