/** Connected browsers: who they are is checked at `hello`; they hear that something is new, never what. */
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import {
  SOCKET_BEAT_MS,
  SOCKET_PATH,
  type SocketFromStore,
  socketFromClient,
} from '../../utils/api/routes.ts';
import type { Note } from '../database/pokes.ts';
import { Refusal } from '../errors.ts';
import type { Core } from '../team/core.ts';
import { asDevice } from '../team/devices.ts';

const HELLO_MS = 5_000;
/** Three beats missed: the other side is gone, whatever the connection says. */
const SILENCE_MS = 3 * SOCKET_BEAT_MS + 5_000;
/** A browser that does not read is cut off before its messages fill the memory. */
const UNREAD_BYTES = 64 * 1_024;

interface Connected {
  readonly socket: WebSocket;
  readonly team: string;
  readonly device: string;
  readonly token: string;
  /** What it is to hear of before it has heard that it is admitted; null once it has. */
  early: number | null;
}

export interface Sockets {
  readonly register: (app: FastifyInstance) => Promise<void>;
  /** Something happened in the database, here or at another server. */
  onNote(note: Note): void;
  /** Notes may have been missed: everyone looks again, and every token is checked again. */
  onGap(): Promise<void>;
  readonly size: number;
}

function say(socket: WebSocket, message: SocketFromStore): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > UNREAD_BYTES) socket.terminate();
  else socket.send(JSON.stringify(message));
}

/** “ready” is the first word that a browser hears. */
function poke(one: Connected, cursor: number): void {
  if (one.early !== null) one.early = Math.max(one.early, cursor);
  else say(one.socket, { type: 'poke', cursor });
}

function end(socket: WebSocket, code: string): void {
  say(socket, { type: 'bye', code });
  // 1001 is "going away" (RFC 6455, section 7.4.1), 1008 "policy".
  socket.close(code === 'unavailable' ? 1001 : 1008, code);
  // A side that never answers the closing handshake must not hold the server open.
  setTimeout(() => socket.terminate(), 2_000).unref();
}

async function cursorOf(
  core: Core,
  token: string,
): Promise<{ team: string; device: string; cursor: number }> {
  return asDevice(core, token, 'read', async (tx, { team, id }) => {
    const { version } = await tx
      .selectFrom('teams')
      .select('version')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    return { team, device: id, cursor: version };
  });
}

export function createSockets(core: Core): Sockets {
  const teams = new Map<string, Set<Connected>>();

  const remove = (one: Connected): void => {
    const team = teams.get(one.team);
    team?.delete(one);
    if (team?.size === 0) teams.delete(one.team);
  };

  const admit = async (socket: WebSocket, token: string): Promise<Connected | null> => {
    try {
      const found = await cursorOf(core, token);
      const one: Connected = { socket, team: found.team, device: found.device, token, early: 0 };
      const team = teams.get(one.team) ?? new Set();
      teams.set(one.team, team.add(one));
      // Listed first, asked again: a note or a revocation between the two questions is not missed.
      const { cursor } = await cursorOf(core, token);
      say(socket, { type: 'ready', cursor });
      const missed = one.early ?? 0;
      one.early = null;
      if (missed > cursor) say(socket, { type: 'poke', cursor: missed });
      return one;
    } catch (error) {
      end(socket, error instanceof Refusal ? error.code : 'internal');
      return null;
    }
  };

  const open = (socket: WebSocket): void => {
    let one: Connected | null = null;
    let greeted = false;
    let heard = Date.now();
    const hello = setTimeout(() => end(socket, 'unauthorized'), HELLO_MS);
    const beat = setInterval(() => {
      if (Date.now() - heard > SILENCE_MS) socket.terminate();
      else say(socket, { type: 'beat' });
    }, SOCKET_BEAT_MS);
    socket.on('message', (data, binary) => {
      heard = Date.now();
      let input: unknown = null;
      try {
        input = binary ? null : JSON.parse(String(data));
      } catch {
        // Falls through: what cannot be read is refused below.
      }
      const message = socketFromClient.safeParse(input);
      if (!message.success || (message.data.type === 'hello') === greeted) {
        end(socket, 'invalid_input');
        return;
      }
      if (message.data.type === 'beat') return;
      greeted = true;
      clearTimeout(hello);
      void admit(socket, message.data.token).then((admitted) => {
        one = admitted;
        if (admitted !== null && socket.readyState !== socket.OPEN) remove(admitted);
      });
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(hello);
      clearInterval(beat);
      if (one !== null) remove(one);
    });
  };

  const all = (): Connected[] => [...teams.values()].flatMap((team) => [...team]);

  return {
    async register(app) {
      await app.register(websocket, {
        options: { maxPayload: 4_096 },
        // Instead of the plugin's own, which closes without a word.
        preClose(done) {
          const { websocketServer } = app;
          for (const client of websocketServer.clients) end(client, 'unavailable');
          websocketServer.close(() => done());
        },
      });
      app.get(SOCKET_PATH, { websocket: true }, open);
    },
    onNote(note) {
      for (const one of teams.get(note.team) ?? []) {
        if (note.kind === 'moved') poke(one, note.cursor);
        else if (one.device === note.device) end(one.socket, 'token_revoked');
      }
    },
    async onGap() {
      for (const one of all()) {
        try {
          const { cursor } = await cursorOf(core, one.token);
          poke(one, cursor);
        } catch (error) {
          if (error instanceof Refusal && error.code !== 'unavailable') end(one.socket, error.code);
        }
      }
    },
    get size() {
      return all().length;
    },
  };
}
