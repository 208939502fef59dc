/** What a piece of work costs, and how it is shown. */
import { mkdirSync, writeFileSync } from 'node:fs';

export interface Cost {
  /** Microseconds. */
  readonly median: number;
  readonly p99: number;
}

const WARM_UP_MS = 300;
const MEASURED_MS = 1000;

/** Microseconds of one call, over a second of calls after a warm-up. */
export async function cost(work: () => unknown): Promise<Cost> {
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until) await work();
  const times: number[] = [];
  const end = performance.now() + MEASURED_MS;
  while (performance.now() < end) {
    const start = performance.now();
    const done = work();
    // Waiting costs some microseconds too: only for those who promise.
    if (done instanceof Promise) await done;
    times.push((performance.now() - start) * 1000);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { median: at(0.5), p99: at(0.99) };
}

/** Three figures are all that a run can promise. */
export const round = (value: number): number => Number(value.toPrecision(3));

/** Keeps what was measured where a program can read it: `.output/bench/<name>.json`. */
export function keep(name: string, figures: unknown): void {
  mkdirSync('.output/bench', { recursive: true });
  writeFileSync(`.output/bench/${name}.json`, `${JSON.stringify(figures, null, 2)}\n`);
}
