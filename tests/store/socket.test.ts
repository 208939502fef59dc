import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStore } from '../../team-store/store.ts';
import { createTeam, SECRET, Socket, startTestStore, type TestStore, type TestTeam } from './helpers.ts';

let store: TestStore;
let team: TestTeam;

beforeAll(async () => {
  store = await startTestStore();
  team = await createTeam(store, { ola: ['author'], ingrid: ['reviewer'] });
});
afterAll(() => store.close());

describe('the socket', () => {
  it('says where the history stands and pokes everyone of the team when it moves, and nobody else', async () => {
    const [ola, ingrid] = await Promise.all([team.join('ola'), team.join('ingrid')]);
    const stranger = await (await createTeam(store, { spy: ['reviewer'] })).join('spy');
    const sockets = [ola, ingrid].map(
      (one) => new Socket(store.url, { type: 'hello', token: one.joined.token }),
    );
    const foreign = new Socket(store.url, { type: 'hello', token: stranger.joined.token });
    await foreign.take();
    const ready = await Promise.all(sockets.map((socket) => socket.take()));
    expect(ready.map(({ type }) => type)).toEqual(['ready', 'ready']);
    await ola.ask('Guaranteed');
    for (const [at, socket] of sockets.entries())
      expect(await socket.take()).toEqual({ type: 'poke', cursor: Number(ready[at]?.cursor) + 1 });
    await stranger.call('POST', '/api/v1/leave');
    expect(await foreign.take()).toEqual({ type: 'bye', code: 'token_revoked' });
    for (const { ws } of sockets) ws.terminate();
  });

  it('says goodbye to a device that was taken back, whichever server it is connected to', async () => {
    const second = await startStore({ port: 0, databaseUrl: store.ownerUrl, secret: SECRET });
    const ola = await team.join('ola');
    const socket = new Socket(second.url, { type: 'hello', token: ola.joined.token });
    await socket.take();
    await ola.call('POST', '/api/v1/leave');
    const messages = [await socket.take()];
    if (messages[0]?.type === 'poke') messages.push(await socket.take());
    expect(messages.at(-1)).toEqual({ type: 'bye', code: 'token_revoked' });
    expect(await socket.closed).toBe(1008);
    await second.close();
  });

  it('lets nobody in without a good hello', async () => {
    for (const hello of [{ type: 'hello', token: 'x' }, { type: 'beat' }, { type: 'hello' }, 7]) {
      const socket = new Socket(store.url, hello);
      expect((await socket.take()).type).toBe('bye');
      await socket.closed;
    }
    const big = new Socket(store.url, { type: 'hello', token: 'x'.repeat(10_000) });
    expect(await big.closed).toBe(1009);
  });

  it('says goodbye when the store stops', async () => {
    const second = await startStore({ port: 0, databaseUrl: store.ownerUrl, secret: SECRET });
    const ola = await team.join('ola');
    const socket = new Socket(second.url, { type: 'hello', token: ola.joined.token });
    await socket.take();
    const closing = second.close();
    expect(await socket.take()).toEqual({ type: 'bye', code: 'unavailable' });
    await closing;
    if (socket.ws.readyState !== socket.ws.CLOSED) await once(socket.ws, 'close');
  });
});
