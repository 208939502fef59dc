/**
 * The store's "something is new" by WebSocket. A beat every 20 s keeps a Chrome worker alive, which an open socket
 * alone does not (https://developer.chrome.com/docs/extensions/mv3/tut_websockets); silence means the other side is gone.
 */
import { SOCKET_BEAT_MS, SOCKET_PATH, type SocketFromClient, socketFromStore } from '../api/routes.ts';
import { fullJitter } from './backoff.ts';
import { storeOrigin } from './client.ts';

/** Two beats and some: without any message for this long the connection is dead, whatever the browser says. */
const SILENCE_MS = 45_000;
const MESSAGE_CHARACTERS = 10_000;

export interface SocketHandlers {
  /** The store has accepted the token; `cursor` is where the team's history stands. */
  ready(cursor: number): void;
  poke(cursor: number): void;
  /**
   * The store is about to end it. With `token_revoked` the token was taken back, for good. Any other code is for a request
   * to look into: a hello that came late is called unauthorized, too, and a token that works must not be taken for a
   * revoked one.
   */
  bye(code: string): void;
  /** A connection that was ready is gone; it is tried again by itself. */
  lost(): void;
}

export interface PokeSocket {
  /** Connects now if it is neither connected nor connecting, without waiting for the planned retry. */
  ensure(): void;
  close(): void;
}

export interface SocketOptions {
  readonly storeUrl: string;
  readonly token: string;
  readonly handlers: SocketHandlers;
  /** Replaced in tests. */
  readonly connect?: (url: string) => WebSocket;
  readonly random?: () => number;
}

function parse(data: unknown): ReturnType<typeof socketFromStore.safeParse>['data'] {
  if (typeof data !== 'string' || data.length > MESSAGE_CHARACTERS) return undefined;
  try {
    return socketFromStore.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

export function openSocket(options: SocketOptions): PokeSocket {
  const { handlers, token } = options;
  const connect = options.connect ?? ((url) => new WebSocket(url));
  const random = options.random ?? Math.random;
  const address = new URL(SOCKET_PATH, storeOrigin(options.storeUrl));
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';

  let socket: WebSocket | null = null;
  let failures = 0;
  let ready = false;
  let ended = false;
  let beat: ReturnType<typeof setInterval> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const stopTimers = (): void => {
    clearInterval(beat);
    clearTimeout(silence);
    clearTimeout(retry);
  };

  const drop = (): void => {
    const gone = socket;
    socket = null;
    stopTimers();
    try {
      gone?.close();
    } catch {
      // Closing a socket that never opened throws in some states; it is gone either way.
    }
  };

  const lose = (from: WebSocket): void => {
    if (socket !== from) return;
    drop();
    if (ended) return;
    failures += 1;
    retry = setTimeout(open, Math.max(250, fullJitter(failures, random())));
    if (!ready) return;
    ready = false;
    handlers.lost();
  };

  const say = (to: WebSocket, message: SocketFromClient): void => {
    if (to.readyState === to.OPEN) to.send(JSON.stringify(message));
  };

  function open(): void {
    if (ended || socket !== null) return;
    clearTimeout(retry);
    const current = connect(address.href);
    socket = current;
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => lose(current), SILENCE_MS);
    };
    listen();
    current.addEventListener('open', () => {
      if (socket !== current) return;
      say(current, { type: 'hello', token });
      beat = setInterval(() => say(current, { type: 'beat' }), SOCKET_BEAT_MS);
    });
    current.addEventListener('message', (event) => {
      if (socket !== current) return;
      const message = parse(event.data);
      if (message === undefined) return;
      listen();
      switch (message.type) {
        case 'ready':
          failures = 0;
          ready = true;
          handlers.ready(message.cursor);
          break;
        case 'poke':
          handlers.poke(message.cursor);
          break;
        case 'bye':
          handlers.bye(message.code);
          break;
        case 'beat':
          break;
      }
    });
    current.addEventListener('error', () => lose(current));
    current.addEventListener('close', () => lose(current));
  }

  open();
  return {
    ensure: open,
    close() {
      ended = true;
      drop();
    },
  };
}
