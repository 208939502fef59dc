import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes and waits while the reader is behind, so that memory does not grow with the input. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

/** A reader that went away (`| head`) ends the program quietly; the rest of the work has nobody to see it. */
export function endQuietlyOnBrokenPipe(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') process.exit(0);
    throw error;
  });
}
