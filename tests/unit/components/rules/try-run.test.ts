// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { pastedPosts, type Trials, tryPosts } from '../../../../components/rules/try-many.ts';
import { runTrial, TryError } from '../../../../components/rules/try-run.ts';
import type { TriedRules, TryJob } from '../../../../components/rules/try-service.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import { packSchema } from '../../../../utils/rules/schema.ts';
import { TrialWorker } from './trial-worker.ts';

const rulesOf = (...terms: readonly string[]): TriedRules => ({
  packs: [
    packSchema.parse({
      pack: 'own',
      version: '1.0.0',
      title: { en: 'Own' },
      rules: [
        {
          id: 'words',
          kind: 'terms',
          severity: 'warn',
          message: { en: 'No' },
          terms,
          examples: { bad: ['x'], good: ['y'] },
        },
      ],
    }),
  ],
  overrides: {},
});

const TEXTS = Array.from({ length: 60 }, (_, i) => `post ${i} ${i % 3 === 0 ? 'moon' : 'sun'}`);
const JOB: TryJob = {
  posts: pastedPosts(TEXTS.join('\n'), 'x'),
  before: rulesOf('moon'),
  after: rulesOf('sun', 'moon and stars'),
  locale: 'en',
  now: 0,
};

function run(job = JOB) {
  const seen: Trials[] = [];
  const worker = new TrialWorker();
  const one = runTrial(
    job,
    (trials) => seen.push(trials),
    () => worker as unknown as Worker,
  );
  return { ...one, seen, worker };
}

describe('a trial in a worker', () => {
  it('ends as it would without one, with every difference once, and the worker with it', async () => {
    const { result, seen, worker } = run();
    const linters = [JOB.before, JOB.after].map(({ packs, overrides }) =>
      compile({ packs: [...packs], overrides }, { locale: 'en', now: 0 }),
    );
    const [before, after] = linters;
    if (before === undefined || after === undefined) throw new Error('no linters');
    const direct = tryPosts({ posts: JOB.posts, before, after, clock: () => 0, onProgress: () => {} });
    const { msPerThousand: _, ...ended } = await result;
    expect(ended).toEqual({ ...direct, msPerThousand: undefined, state: 'done' });
    expect(ended.differences).toHaveLength(60);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.every(({ done, differences }) => differences.length === done)).toBe(true);
    expect(worker.isEnded).toBe(true);
  });

  it('stopped, ends the worker at once and answers with what there was', async () => {
    const { result, stop, seen, worker } = run();
    const first = await new Promise<Trials>((told) => {
      const hear = worker.onmessage;
      worker.onmessage = (event) => {
        hear?.(event);
        stop();
        if (event.data.kind === 'told') told(event.data.trials);
      };
    });
    expect(worker.isEnded).toBe(true);
    expect(await result).toEqual({ ...first, state: 'stopped' });
    expect(first.done).toBeLessThan(60);
    // What was still on its way is not heard.
    expect(seen).toHaveLength(1);
    stop();
  });

  it('stopped before it said anything, has done nothing', async () => {
    const { result, stop } = run();
    stop();
    expect(await result).toMatchObject({ total: 60, done: 0, state: 'stopped' });
  });

  it('says with rules that cannot be used which and why', async () => {
    const broken = rulesOf('moon');
    const { result, worker } = run({
      ...JOB,
      after: { ...broken, overrides: { 'own/words': { add: { unless: ['(moon'] } } } },
    });
    const error = await result.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(TryError);
    expect(error).toMatchObject({ code: 'try_unusable', detail: expect.stringContaining('own/words') });
    expect(worker.isEnded).toBe(true);
  });

  it.each([
    [
      'breaks',
      (worker: TrialWorker) => worker.onerror?.(new ErrorEvent('error', { message: 'Out of memory' })),
    ],
    ['does not start', (worker: TrialWorker) => worker.onerror?.(new Event('error'))],
    ['says what cannot be read', (worker: TrialWorker) => worker.onmessageerror?.()],
  ])('whose worker %s is none that runs on', async (_, breakIt) => {
    const { result, worker } = run();
    breakIt(worker);
    await expect(result).rejects.toMatchObject({ code: 'try_worker', detail: expect.stringMatching(/\w/) });
    expect(worker.isEnded).toBe(true);
  });
});
