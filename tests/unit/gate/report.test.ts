import { expect, test } from 'vitest';
import { reporter } from '../../../utils/gate/report.ts';
import type { Reply } from '../../../utils/messages.ts';

/** Answers in turn; `waits` are the pauses asked for, each over as soon as the test says so. */
function bench(replies: readonly Reply<unknown>[]) {
  const sent: string[] = [];
  const waits: number[] = [];
  let next: (() => void) | null = null;
  const report = reporter<string>({
    async send(message) {
      sent.push(message);
      return replies[sent.length - 1] ?? { ok: true, value: {} };
    },
    wait(ms, then) {
      waits.push(ms);
      next = then;
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  const pass = async (): Promise<void> => {
    next?.();
    next = null;
    await settle();
  };
  return { report, sent, waits, settle, pass };
}

const refused = (code: string): Reply<unknown> => ({ ok: false, code, detail: '' });

test('a report that is not taken down is made again, the same one, ever more slowly, until it is', async () => {
  const { report, sent, waits, settle, pass } = bench(
    Array.from({ length: 7 }, () => refused('unavailable')),
  );
  report('released');
  await settle();
  for (let again = 0; again < 9; again++) await pass();
  expect(sent).toEqual(Array.from({ length: 8 }, () => 'released'));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('a script whose extension has gone gives up', async () => {
  const { report, sent, waits, settle } = bench([refused('orphaned')]);
  report('released');
  await settle();
  expect([sent, waits]).toEqual([['released'], []]);
});
