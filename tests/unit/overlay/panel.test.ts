import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Examiner } from '../../../utils/gate/examiner.ts';
import type { ComposerState } from '../../../utils/messages.ts';
import type { Floor } from '../../../utils/overlay/floor.ts';
import { PanelKeeper } from '../../../utils/overlay/panel.ts';
import { takeStep } from '../../../utils/overlay/requests.ts';
import type { Seat } from '../../../utils/overlay/seat.ts';
import { composerTexts } from '../../../utils/overlay/texts.ts';
import { draftOf, joined, requestOf } from '../gate/samples.ts';

vi.mock('../../../utils/overlay/requests.ts', () => ({ takeStep: vi.fn() }));

const texts = composerTexts('en');
const said: string[] = [];

/** The panel of one composer, opened where the background has said `knowledge`. */
function panelWith(knowledge: ComposerState): PanelKeeper {
  const floor = {
    texts,
    stage: () => null,
    show: () => undefined,
    say: (text: string) => said.push(text),
    countFocus: () => 0,
    focusIsOurs: () => false,
  } as unknown as Floor;
  const seat = {
    id: 1,
    standing: { steps: [], request: null },
    findings: [],
    examination: { draft: draftOf('Guaranteed!'), declared: [] },
    anchor: () => ({}),
    look: () => undefined,
    composer: { root: null },
  } as unknown as Seat;
  const panel = new PanelKeeper(floor, { knowledge, declarable: [] } as unknown as Examiner, () => undefined);
  panel.open(seat, null, false);
  return panel;
}

beforeEach(() => {
  said.length = 0;
  vi.mocked(takeStep).mockReset().mockResolvedValue({ kind: 'sent' });
});

describe('the panel', () => {
  it('promises that nothing has left the browser before only while there is no earlier request', () => {
    expect(panelWith(joined()).model).toMatchObject({ isFirst: true, account: '@fund' });
    const requests = [requestOf(draftOf('Something else'), { state: 'withdrawn' })];
    expect(panelWith(joined({ requests })).model?.isFirst).toBe(false);
  });

  it('wants a reason that is long enough before anything goes out without approval', async () => {
    const panel = panelWith(joined());
    const step = { kind: 'override', request: null, number: 1, reasonLength: 12 } as const;
    await panel.take(step, 'too short');
    expect(takeStep).not.toHaveBeenCalled();
    expect(panel.model?.failure).toContain('at least 12 characters');
    await panel.take(step, 'long enough for it');
    expect(takeStep).toHaveBeenCalledOnce();
    expect(said).toEqual(['Sending …']);
  });

  it.each([
    ['online', 'Sending …'],
    ['offline', 'Kept here, not sent yet'],
  ] as const)('says %s what has become of a request: %s', async (connection, words) => {
    await panelWith(joined({ connection })).take({ kind: 'request' }, '');
    expect(said).toEqual([words]);
  });
});
