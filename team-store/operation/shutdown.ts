/** The end in good order when the system asks for it, and the hard one when that takes too long. */
import process from 'node:process';

/** Longer than a message of the outbox can take to be sent; systemd waits 90 s by default, Kubernetes 30. */
export const STOP_MS = 25_000;

export interface Shutdown {
  readonly close: () => Promise<void>;
  readonly say: (line: string) => void;
  readonly onError: (error: unknown) => void;
  readonly deadlineMs?: number;
}

/**
 * From the first SIGTERM or SIGINT on the store takes nothing new, finishes what is under way and ends with 0. A second
 * one, or the deadline, ends it at once with 1: nothing that was acknowledged is lost by that, for it was committed.
 */
export function stopOnSignals({ close, say, onError, deadlineMs = STOP_MS }: Shutdown): void {
  let stopping = false;
  const end = (line: string): never => {
    say(line);
    process.exit(1);
  };
  const stop = async (): Promise<void> => {
    if (stopping) end('Stopped at once.');
    stopping = true;
    say('Stopping …');
    setTimeout(() => end('Stopping took too long; stopped at once.'), deadlineMs).unref();
    try {
      await close();
    } catch (error) {
      onError(error);
      end('Stopped, but not in good order.');
    }
    say('Stopped.');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}
