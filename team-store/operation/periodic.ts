/** What the store does by itself, again and again, and how long ago it last got through. */

export interface Job {
  readonly name: string;
  /** Milliseconds from one look to the next. */
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

export interface JobState {
  readonly name: string;
  /** Seconds since it last got through without an error, or since the start. By a clock that is never set back. */
  readonly age: number;
  readonly failures: number;
}

export interface Periodic {
  start(job: Job): void;
  states(): readonly JobState[];
  /** Starts nothing new, and waits for what is running. */
  close(): Promise<void>;
}

interface Running {
  readonly job: Job;
  readonly timer: NodeJS.Timeout;
  now: Promise<void> | null;
  through: number;
  failures: number;
}

const seconds = (): number => performance.now() / 1_000;

/** One run of a job never overlaps the next; what goes wrong once is tried again the next time. */
export function createPeriodic(onError: (error: unknown) => void): Periodic {
  const all: Running[] = [];
  return {
    start(job) {
      const look = (): void => {
        one.now ??= job
          .work()
          .then(
            () => {
              one.through = seconds();
            },
            (error) => {
              one.failures += 1;
              onError(error);
            },
          )
          .finally(() => {
            one.now = null;
          });
      };
      const timer = setInterval(look, job.everyMs);
      timer.unref();
      const one: Running = { job, timer, now: null, through: seconds(), failures: 0 };
      all.push(one);
    },
    states: () =>
      all.map(({ job, through, failures }) => ({
        name: job.name,
        age: seconds() - through,
        failures,
      })),
    async close() {
      for (const { timer } of all) clearInterval(timer);
      await Promise.all(all.map(({ now }) => now));
    },
  };
}
