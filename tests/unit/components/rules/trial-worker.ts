import { serveTrial, type TryAnswer, type TryJob } from '../../../../components/rules/try-service.ts';

/** A worker that lives in the test: what goes in and out is copied as between real ones, and comes later. */
export class TrialWorker {
  static readonly all: TrialWorker[] = [];
  readonly url: string;
  isEnded = false;
  onmessage: ((event: { data: TryAnswer }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((event: Event) => void) | null = null;

  constructor(url: URL | string = '') {
    this.url = String(url);
    TrialWorker.all.push(this);
  }

  postMessage(job: TryJob): void {
    const own = structuredClone(job);
    let time = 0;
    setTimeout(() =>
      serveTrial(
        own,
        () => (time += 4),
        (answer) => this.say(structuredClone(answer)),
      ),
    );
  }

  say(answer: TryAnswer): void {
    this.onmessage?.({ data: answer });
  }

  terminate(): void {
    this.isEnded = true;
  }
}
