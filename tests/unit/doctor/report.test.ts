import { describe, expect, test } from 'vitest';
import { type DoctorPorts, examinePage } from '../../../utils/doctor/examine.ts';
import { reportText } from '../../../utils/doctor/report.ts';
import type { PlatformAdapter } from '../../../utils/platforms/adapter.ts';
import { joined } from '../gate/samples.ts';

const SECRET = 'sentinel';

/** A composer in which everything that could be told says the sentinel. */
function ports(more: Partial<PlatformAdapter> = {}): DoctorPorts {
  const document = {};
  const editor = {
    ownerDocument: document,
    getRootNode: () => document,
    value: SECRET,
    matches: (selector: string) => selector.startsWith('textarea'),
  } as unknown as HTMLElement;
  const control = {
    isConnected: true,
    checkVisibility: () => true,
    textContent: SECRET,
  } as unknown as HTMLElement;
  const adapter = {
    id: 'x',
    name: 'X',
    findComposers: () => [{ root: {}, editors: [editor], publishControls: [control] }],
    account: () => SECRET,
    media: () => [
      { kind: 'image', alt: SECRET, digest: null },
      { kind: 'image', alt: null, digest: 'a'.repeat(64) },
    ],
    replyTo: () => SECRET,
    quotes: () => SECRET,
    scheduledFor: () => null,
    pillAnchor: () => control,
    ...more,
  } as unknown as PlatformAdapter;
  const window = {
    document,
    location: { hostname: 'x.com', href: `https://x.com/${SECRET}`, pathname: `/${SECRET}` },
    CSS: { highlights: {} },
  } as unknown as DoctorPorts['window'];
  return {
    window,
    adapter,
    knowledge: joined({ team: { id: SECRET, name: SECRET } }),
    hasEngine: true,
    secondLine: { isPresent: true, isPossible: true, asked: 2, refused: 1, named: 1 },
  };
}

const textOf = (given: DoctorPorts): string =>
  reportText({ version: '1.2.3', browser: 'Chrome 156', page: examinePage(given) });

describe('the self-check', () => {
  test('says what was found', () => {
    expect(textOf(ports())).toBe(
      [
        'Signoff 1.2.3',
        'Chrome 156',
        'X (x) on x.com',
        'team: joined, online, ruleset: 1',
        '[ok] lint engine in the page',
        '[ok] underlines without touching the page',
        '[ok] second line: 2 asked, 1 refused, 1 posts named',
        '[ok] composers: 1',
        'composer 1',
        '  [ok] part 1: textarea, in a page',
        '  [ok] publish controls: 1, visible: 1',
        '  [ok] place for the pill',
        '  [ok] account that would publish',
        '  [--] media: 2, bytes known: 1',
      ].join('\n'),
    );
  });

  test('has no word of the draft, no account, no team and no address in it', () => {
    expect(JSON.stringify(examinePage(ports()))).not.toContain(SECRET);
    expect(textOf(ports())).not.toContain(SECRET);
  });

  test('names what fails by its step and kind, never by words that may be the page’s', () => {
    const failing = (): never => {
      throw new TypeError(SECRET);
    };
    const text = textOf(ports({ account: failing, quotes: failing, media: failing }));
    expect(text).toContain('[--] account that would publish');
    expect(text).toContain('[!!] quotes: TypeError');
    expect(text).toContain('[!!] media: TypeError');
    expect(text).not.toContain(SECRET);
    expect(textOf(ports({ findComposers: failing }))).toContain('[!!] finding composers: TypeError');
  });

  test('says that the second line, an engine or a composer is missing', () => {
    const text = textOf({
      ...ports({ findComposers: () => [] }),
      hasEngine: false,
      knowledge: { kind: 'unjoined' },
      secondLine: { isPresent: false, isPossible: true, asked: 0, refused: 0, named: 0 },
    });
    expect(text).toContain('[--] second line is missing: reload the tab');
    expect(text).toContain('[--] lint engine');
    expect(text).toContain('[--] composers: 0');
    expect(text).toContain('team: unjoined, ruleset: none');
  });

  test('of a tab without our script says so', () => {
    expect(reportText({ version: '1', browser: 'Firefox 153', page: null })).toBe(
      'Signoff 1\nFirefox 153\n[--] no script of Signoff answers in this tab',
    );
  });
});
