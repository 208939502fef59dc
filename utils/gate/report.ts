import type { Reply } from '../messages.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface ReportPorts<M> {
  readonly send: (message: M) => Promise<Reply<unknown>>;
  readonly wait: (ms: number, then: () => void) => void;
}

/**
 * Tells the background what must not be lost, again and again until it has been taken down. The same message each
 * time: the background counts it once. Nobody waits for it, and a script whose extension has gone gives up.
 */
export function reporter<M>({ send, wait }: ReportPorts<M>): (message: M) => void {
  const tell = async (message: M, retry: number): Promise<void> => {
    const reply = await send(message);
    if (reply.ok || reply.code === 'orphaned') return;
    wait(retry, () => void tell(message, Math.min(retry * 2, LONGEST_RETRY_MS)));
  };
  return (message) => void tell(message, FIRST_RETRY_MS);
}
