/** Clients that are slow, half open, deaf, or a thousand. */
import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import {
  type Browser,
  createTeam,
  Socket,
  startTestStore,
  type TestStore,
  type TestTeam,
} from '../helpers.ts';
import { LONG, of } from './form.ts';

const CLIENTS = of(200, 1_000);

let store: TestStore;
let team: TestTeam;
let ola: Browser;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'] });
  ola = await team.join('ola');
});
afterAll(() => store.close());

async function raw(text: string): Promise<TcpSocket> {
  const { hostname, port } = new URL(store.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

describe('half a request', () => {
  const halves = {
    headers: 'GET /api/v1/pull HTTP/1.1\r\nHost: x\r\n',
    body: 'POST /api/v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"mu',
  };
  it.each(Object.keys(halves) as (keyof typeof halves)[])(
    '%s that never end keep nobody else waiting',
    async (half) => {
      const open = await Promise.all(Array.from({ length: CLIENTS }, () => raw(halves[half])));
      expect(await ola.ask(`Guaranteed beside half ${half}`)).toBeTruthy();
      expect((await fetch(`${store.url}/readyz`)).status).toBe(200);
      for (const socket of open) socket.destroy();
    },
  );

  // The server gives a minute and looks every half: too long for every run.
  it.runIf(LONG)(
    'is closed by the server when its time is over',
    async () => {
      const socket = await raw(halves.headers);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      await once(socket, 'close');
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    },
    150_000,
  );

  it('that is more than a request may be is refused at once', async () => {
    const { body, status } = await ola.call('POST', '/api/v1/push', { much: 'x'.repeat(8_100_000) });
    expect([status, body.code]).toEqual([413, 'too_large']);
  });
});

describe('a browser that never reads', () => {
  it('is cut off before what it is told fills the memory', async () => {
    const socket = new Socket(store.url, { type: 'hello', token: ola.joined.token });
    expect((await socket.take()).type).toBe('ready');
    const deaf = socket.ws as WebSocket & { _socket?: TcpSocket };
    deaf._socket?.pause();
    // What goes to a paused socket piles up in the system first, and then in the server: 64 kB are let be.
    const before = process.memoryUsage().rss;
    for (let at = 0; at < of(50, 500); at += 1) await ola.ask(`Guaranteed ${at}`);
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
    socket.ws.terminate();
  });
});

describe(`${CLIENTS} connected browsers`, () => {
  it('all hear of a change', async () => {
    const sockets = Array.from(
      { length: CLIENTS },
      () => new Socket(store.url, { type: 'hello', token: ola.joined.token }),
    );
    for (const one of await Promise.all(sockets.map((socket) => socket.take())))
      expect(one.type).toBe('ready');
    const poked = Promise.all(sockets.map((socket) => socket.take()));
    await ola.ask('Guaranteed for all');
    for (const one of await poked) expect(one.type).toBe('poke');
    for (const { ws } of sockets) ws.terminate();
  }, 120_000);
});
