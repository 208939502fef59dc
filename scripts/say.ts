/** What the scripts print: plain lines, one sentence for a mistake, the whole error only when asked for. */
import process from 'node:process';

export function say(line: string): void {
  console.log(line);
}

/** Prints why something could not be done. `SIGNOFF_DEBUG=1` adds the stack. */
export function problem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Signoff: ${message}`);
  if (process.env.SIGNOFF_DEBUG === '1' && error instanceof Error) console.error(error.stack);
}
