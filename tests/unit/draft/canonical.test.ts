import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalForm, canonicalText, hasUnknownMedia } from '../../../utils/draft/canonical.ts';
import { type Draft, isEmptyDraft } from '../../../utils/draft/draft.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';

const draft = (text: string, change: Partial<Draft> = {}): Draft => ({
  platform: 'x',
  account: 'nordlys',
  parts: [{ text, media: [] }],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
  ...change,
});

describe('canonical text', () => {
  it.each([
    ['composed and decomposed letters', 'bla\u030A', 'bl\u00E5'],
    ['Windows and old Mac line ends', 'a\r\nb\rc', 'a\nb\nc'],
    ['blanks at the end of a line', 'a \t\nb\u00A0', 'a\nb'],
    ['line ends at the end', 'a\n\n\n', 'a'],
  ])('makes one of %s', (_, given, expected) => {
    expect(canonicalText(given)).toBe(expected);
  });

  it('is stable: once canonical, always canonical', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(canonicalText(canonicalText(text))).toBe(canonicalText(text));
      }),
    );
  });

  it('keeps what a reader can see', () => {
    expect(canonicalText('  a  b\n\n c')).toBe('  a  b\n\n c');
  });
});

describe('fingerprint', () => {
  it('is the SHA-256 of the RFC 8785 form', () => {
    expect(canonicalForm(draft('Hi'))).toBe(
      '{"account":"nordlys","parts":[{"media":[],"text":"Hi"}],"platform":"x","quotes":null,"replyTo":null,"scheduledFor":null,"v":1}',
    );
    expect(fingerprintOf(draft('Hi'))).toBe(
      '9aae68647b8deb6b50bc8029547abeb71369d9f00e8e7433fb2cced3310a1cc2',
    );
  });

  it.each<[string, Partial<Draft>]>([
    ['platform', { platform: 'linkedin' }],
    ['account', { account: 'someone-else' }],
    ['account that cannot be seen', { account: null }],
    ['audience', { audience: 'Connections only' }],
    [
      'parts',
      {
        parts: [
          { text: 'Hi', media: [] },
          { text: '', media: [] },
        ],
      },
    ],
    ['picture', { parts: [{ text: 'Hi', media: [{ kind: 'image', alt: null, digest: 'a'.repeat(64) }] }] }],
    ['reply', { replyTo: 'https://x.com/a/status/1' }],
    ['quote', { quotes: 'https://x.com/a/status/1' }],
    ['time', { scheduledFor: '2026-12-01T09:00:00Z' }],
  ])('changes with the %s', (_, change) => {
    expect(fingerprintOf(draft('Hi', change))).not.toBe(fingerprintOf(draft('Hi')));
  });

  it('changes with any change that a reader could see', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const same = canonicalText(a) === canonicalText(b);
        expect(fingerprintOf(draft(a)) === fingerprintOf(draft(b))).toBe(same);
      }),
    );
  });

  it('never throws, not even on half a surrogate pair', () => {
    expect(fingerprintOf(draft('\ud800'))).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a draft', () => {
  it('is empty without text and media', () => {
    expect(isEmptyDraft(draft(' \n'))).toBe(true);
    expect(
      isEmptyDraft(draft('', { parts: [{ text: '', media: [{ kind: 'image', alt: null, digest: null }] }] })),
    ).toBe(false);
  });

  it('knows when some medium could be anything', () => {
    expect(hasUnknownMedia(draft('a'))).toBe(false);
    expect(
      hasUnknownMedia(
        draft('a', { parts: [{ text: '', media: [{ kind: 'image', alt: null, digest: null }] }] }),
      ),
    ).toBe(true);
  });
});
