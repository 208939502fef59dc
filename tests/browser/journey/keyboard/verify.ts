import { Readable, Writable } from 'node:stream';
import { cliText } from '../../../../cli/text.ts';
import { verify } from '../../../../cli/verify.ts';

/**
 * Holds a downloaded record against the key that the store's page shows, as `signoff verify - --key KEY` does.
 * @returns what it says, with its exit code before it
 */
export async function verifyRecord(record: string, key: string): Promise<string> {
  const said: string[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      said.push(String(chunk));
      done();
    },
  });
  const stdin = Readable.from([Buffer.from(record)]);
  const code = await verify(['-', '--key', key], cliText('en'), { stdin, stdout });
  return `${code}: ${said.join('').trim()}`;
}
