/** Trying posts in a worker of its own, the page's end: started, told how far it is, stopped, ended. */
import type { Trials } from './try-many.ts';
import type { TryAnswer, TryJob } from './try-service.ts';

/** `try_unusable`: the rules cannot be used. `try_worker`: the browser did not run the worker, or it broke. */
export type TryErrorCode = 'try_unusable' | 'try_worker';

export class TryError extends Error {
  override readonly name = 'TryError';
  readonly code: TryErrorCode;
  /** A sentence, in English. */
  readonly detail: string;

  constructor(code: TryErrorCode, detail: string) {
    super(detail);
    this.code = code;
    this.detail = detail;
  }
}

export interface TryRun {
  /** What there was at the end, or when it was stopped. @throws TryError */
  readonly result: Promise<Trials>;
  /** Ends the worker in the middle of whatever it does; nothing when it has ended. */
  stop(): void;
}

const startWorker = (): Worker => new Worker(new URL('./try-worker.ts', import.meta.url), { type: 'module' });

/**
 * Tries the job's posts in a worker, which is ended with the trial.
 * @param onProgress told what there is by now
 */
export function runTrial(job: TryJob, onProgress: (trials: Trials) => void, start = startWorker): TryRun {
  let last: Trials = {
    total: job.posts.length,
    done: 0,
    differences: [],
    unchanged: 0,
    msPerThousand: null,
    state: 'running',
  };
  const { promise, resolve, reject } = Promise.withResolvers<Trials>();
  const worker = start();
  let ended = false;
  /** What a worker still had on its way when it was ended comes too late. */
  const end = (settle: () => void): void => {
    if (ended) return;
    ended = true;
    worker.terminate();
    settle();
  };
  const broken = (detail: string): void => end(() => reject(new TryError('try_worker', detail)));
  worker.onmessage = ({ data }: MessageEvent<TryAnswer>) => {
    if (ended) return;
    if (data.kind === 'unusable') {
      end(() => reject(new TryError('try_unusable', data.message)));
      return;
    }
    last = { ...data.trials, differences: [...last.differences, ...data.trials.differences] };
    if (last.state === 'running') onProgress(last);
    else end(() => resolve(last));
  };
  // A script that cannot be fetched says nothing of why.
  worker.onerror = (event) =>
    broken(event instanceof ErrorEvent ? event.message : 'The worker could not be started.');
  worker.onmessageerror = () => broken('What the worker said could not be read.');
  worker.postMessage(job);
  return { result: promise, stop: () => end(() => resolve({ ...last, state: 'stopped' })) };
}
