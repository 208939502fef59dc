import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocket, type PokeSocket } from '../../../utils/sync/socket.ts';

/** The other end as a test drives it. */
class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readonly OPEN = 1;
  readyState = 0;
  readonly url: string;
  readonly said: unknown[] = [];
  closed = false;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.said.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  hear(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  fail(): void {
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('close'));
  }
}

const handlers = { ready: vi.fn(), poke: vi.fn(), bye: vi.fn(), lost: vi.fn() };
let socket: PokeSocket;

const start = (random = 0.5): FakeSocket => {
  socket = openSocket({
    storeUrl: 'https://store.example',
    token: 'secret',
    handlers,
    connect: (url) => new FakeSocket(url) as unknown as WebSocket,
    random: () => random,
  });
  return newest();
};
const newest = (): FakeSocket => {
  const last = FakeSocket.all.at(-1);
  if (last === undefined) throw new Error('no connection was tried');
  return last;
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  for (const handler of Object.values(handlers)) handler.mockReset();
});
afterEach(() => {
  socket.close();
  vi.useRealTimers();
});

describe('the socket', () => {
  it('says hello with the token, never in the address, and passes pokes on', () => {
    const wire = start();
    expect(wire.url).toBe('wss://store.example/api/v1/socket');
    wire.open();
    expect(wire.said).toEqual([{ type: 'hello', token: 'secret' }]);
    wire.hear({ type: 'ready', cursor: 3 });
    wire.hear({ type: 'poke', cursor: 4 });
    expect(handlers.ready).toHaveBeenCalledWith(3);
    expect(handlers.poke).toHaveBeenCalledWith(4);
  });

  it('beats every 20 seconds', () => {
    const wire = start();
    wire.open();
    for (let i = 0; i < 3; i += 1) {
      vi.advanceTimersByTime(20_000);
      wire.hear({ type: 'beat' });
    }
    expect(wire.said.slice(1)).toEqual([{ type: 'beat' }, { type: 'beat' }, { type: 'beat' }]);
  });

  it('counts 45 seconds of silence as gone and connects again', () => {
    const wire = start();
    wire.open();
    wire.hear({ type: 'ready', cursor: 1 });
    vi.advanceTimersByTime(44_999);
    expect(wire.closed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(wire.closed).toBe(true);
    expect(handlers.lost).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it('waits longer each time the store is not there, and tells it once', () => {
    let wire = start(0.999);
    wire.open();
    wire.hear({ type: 'ready', cursor: 1 });
    const waits: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      wire.fail();
      const before = Date.now();
      vi.advanceTimersToNextTimer();
      waits.push(Date.now() - before);
      wire = newest();
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan((waits[0] ?? 0) * 8);
    expect(FakeSocket.all).toHaveLength(6);
    expect(handlers.lost).toHaveBeenCalledOnce();
  });

  it('connects at once when asked to, and keeps to one connection', () => {
    const wire = start();
    socket.ensure();
    expect(FakeSocket.all).toHaveLength(1);
    wire.fail();
    socket.ensure();
    expect(FakeSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(10_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('passes a goodbye on and tries again in its own time, until it is closed', () => {
    const wire = start();
    wire.open();
    wire.hear({ type: 'bye', code: 'unauthorized' });
    wire.fail();
    expect(handlers.bye).toHaveBeenCalledExactlyOnceWith('unauthorized');
    vi.advanceTimersToNextTimer();
    expect(FakeSocket.all).toHaveLength(2);
    socket.close();
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('ignores what is not the store’s language', () => {
    const wire = start();
    wire.open();
    for (const odd of [
      '{',
      '[]',
      'null',
      { type: 'approve' },
      { type: 'poke', cursor: 'x' },
      'x'.repeat(20_000),
    ])
      wire.hear(odd);
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
  });
});
