import { describe, expect, test, vi } from 'vitest';
import type { Decision, Held, Knowledge } from '../../../utils/gate/decide.ts';
import { SecondLine } from '../../../utils/gate/second-line.ts';
import { clearanceOf, draftOf, joined, NOW } from './samples.ts';

const HELD: Held = { kind: 'held', reason: 'needs-approval', request: null };

function lineOf(knowledge: Knowledge, decide: (texts: readonly string[]) => Decision = () => HELD) {
  const onRefused = vi.fn();
  const onReleased = vi.fn();
  const line = new SecondLine({ knowledge: () => knowledge, decide, onRefused, onReleased, now: () => NOW });
  return { line, onRefused, onReleased };
}

describe('a publish request', () => {
  test('passes in a browser without a team, unread and uncounted', () => {
    const { line, onRefused } = lineOf({ kind: 'unjoined' });
    expect(line.judge(null, false)).toEqual({ release: null });
    expect(line.counts).toEqual({ asked: 0, refused: 0 });
    expect(onRefused).not.toHaveBeenCalled();
  });

  test('with what the gate has let pass goes out with its clearance, without being decided again', () => {
    const decide = vi.fn(() => HELD);
    const { line, onReleased } = lineOf(joined(), decide);
    const draft = draftOf('approved words');
    line.note(draft, clearanceOf(draft));
    expect(line.judge(['approved words'], false)).toEqual({ release: clearanceOf(draft) });
    expect(decide).not.toHaveBeenCalled();
    expect(onReleased).not.toHaveBeenCalled();
  });

  test('with other words is decided by them, and the author is told', () => {
    const { line, onRefused } = lineOf(joined());
    line.note(draftOf('approved words'), null);
    expect(line.judge(['approved words, and more'], false)).toBe(false);
    expect(onRefused).toHaveBeenCalledWith(HELD);
    expect(line.counts).toEqual({ asked: 1, refused: 1 });
  });

  test('whose words need nothing passes; a clearance that covers it is recorded', () => {
    const clearance = clearanceOf(draftOf('text'));
    const decisions: Decision[] = [
      { kind: 'open', release: null },
      { kind: 'open', release: clearance },
    ];
    const { line, onReleased } = lineOf(joined(), () => decisions.shift() ?? HELD);
    expect(line.judge(['text'], false)).toEqual({ release: null });
    expect(onReleased).not.toHaveBeenCalled();
    expect(line.judge(['text'], false)).toEqual({ release: clearance });
    expect(onReleased).toHaveBeenCalledWith(clearance);
  });

  test('waits while the rules are on their way, uncounted; in the end it is refused', () => {
    const starting: Held = { kind: 'held', reason: 'starting', request: null };
    const { line, onRefused } = lineOf({ kind: 'starting' }, () => starting);
    expect(line.judge(['text'], false)).toBe('later');
    expect(line.judge(null, false)).toBe('later');
    expect(line.counts).toEqual({ asked: 0, refused: 0 });
    expect(line.judge(['text'], true)).toBe(false);
    expect(onRefused).toHaveBeenCalledWith(starting);
  });

  test.each([
    ['cannot be read', null],
    ['cannot be decided', ['text']],
  ])('that %s is refused', (_what, texts) => {
    const { line, onRefused } = lineOf(joined(), () => {
      throw new Error('no linter');
    });
    expect(line.judge(texts, false)).toBe(false);
    expect(onRefused).toHaveBeenCalledWith({ kind: 'held', reason: 'broken', request: null });
  });
});
