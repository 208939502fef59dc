/**
 * "Something is new" from any server to every server on the same database, by LISTEN/NOTIFY on one connection of its own.
 * A note is sent when its transaction commits, never before. Notes are lost while the connection is away: `onGap` says so.
 */
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { post, type Tx } from './database.ts';

const CHANNEL = 'signoff';

const note = z.discriminatedUnion('kind', [
  // Servers of an earlier version do not say whether there is anything to send.
  z.object({ kind: z.literal('moved'), team: z.uuid(), cursor: z.int(), toSend: z.boolean().default(true) }),
  z.object({ kind: z.literal('revoked'), team: z.uuid(), device: z.uuid() }),
]);
export type Note = z.infer<typeof note>;

/** Sends the note with the transaction's commit. */
export function notify(tx: Tx, message: Note): void {
  post(tx, sql`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`);
}

export interface Listener {
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly url: string;
  readonly onNote: (message: Note) => void;
  /** The connection is back after it was lost: anything may have happened meanwhile. */
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}

/** Listens until closed, connecting anew with growing pauses. Resolves when the first connection listens. */
export async function listen(options: ListenOptions): Promise<Listener> {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pause = 250;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'signoff pokes',
    });
    fresh.on('error', (error) => {
      options.onError(error);
      again(fresh);
    });
    fresh.on('end', () => again(fresh));
    fresh.on('notification', ({ payload }) => {
      try {
        options.onNote(note.parse(JSON.parse(payload ?? '')));
      } catch (error) {
        options.onError(error);
      }
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
    pause = 250;
  };

  const again = (lost: pg.Client): void => {
    if (closed || client !== lost) return;
    client = null;
    void lost.end().catch(() => undefined);
    timer = setTimeout(() => {
      connect().then(options.onGap, (error) => {
        options.onError(error);
        if (client !== null) again(client);
      });
    }, pause);
    pause = Math.min(pause * 2, 5_000);
  };

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
