import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublic, type Resolver, readDestination } from '../../../team-store/outbox/address.ts';
import { post } from '../../../team-store/outbox/post.ts';

const NONE = new Set<string>();

describe('addresses that webhooks may reach', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => expect(isPublic(address)).toBe(true),
  );
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'no address',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));

  it.each([
    ['https://127.0.0.1/', 'not_public'],
    ['https://2130706433/', 'not_public'],
    ['https://0x7f.1/', 'not_public'],
    ['https://[::1]/', 'not_public'],
    ['https://[::ffff:169.254.169.254]/latest', 'not_public'],
    ['http://example.com/', 'not_https'],
    ['ftp://example.com/', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['no address', 'not_https'],
    ['https://example.com:8443/', 'port'],
    ['https://user:secret@example.com/', 'credentials'],
  ])('%s: %s', (url, problem) => expect(readDestination(url, NONE)).toBe(problem));

  it('what the operator names is allowed, with that port and no other', () => {
    const hosts = new Set(['127.0.0.1:9000', 'hooks.internal']);
    expect(readDestination('http://127.0.0.1:9000/a', hosts)).toMatchObject({ allowed: true });
    expect(readDestination('https://hooks.internal:8443/a', hosts)).toMatchObject({ allowed: true });
    expect(readDestination('http://127.0.0.1:9001/a', hosts)).toBe('not_https');
    expect(readDestination('https://user:x@hooks.internal/', hosts)).toBe('credentials');
  });
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<number> {
  server = createServer(answer);
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

/** Answers every name with these. */
const resolver = (...addresses: string[]): Resolver =>
  ((
    _name: string,
    _options: unknown,
    done: (error: null, found: { address: string; family: number }[]) => void,
  ) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as Resolver;

const to = (url: string, allowed: boolean) => ({ url: new URL(url), allowed });

describe('a post', () => {
  it('goes to nobody when any address of the name is not public', async () => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    for (const found of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:127.0.0.1'], ['169.254.169.254']])
      expect(
        await post(to(`http://rebind.example:${port}/`, false), {}, '{}', { resolve: resolver(...found) }),
      ).toEqual({ ok: false, problem: 'not_public', status: null, retryAfter: null });
    expect(asked).toBe(0);
    const resolve = resolver('127.0.0.1');
    expect(await post(to(`http://rebind.example:${port}/`, true), {}, '{}', { resolve })).toEqual({
      ok: true,
      status: 200,
    });
  });

  it('follows no redirect', async () => {
    const port = await serve((_request, response) => response.writeHead(302, { location: '/other' }).end());
    expect(await post(to(`http://127.0.0.1:${port}/`, true), {}, '{}')).toMatchObject({
      problem: 'redirect',
    });
  });

  it('waits no longer than it may, and reads no more than it must', async () => {
    const silent = await serve(() => undefined);
    expect(await post(to(`http://127.0.0.1:${silent}/`, true), {}, '{}', { timeoutMs: 50 })).toMatchObject({
      problem: 'timeout',
    });
    server?.closeAllConnections();
    let hungUp: Promise<void> | undefined;
    const endless = await serve((_request, response) => {
      hungUp = new Promise((done) => response.once('close', done));
      const more = (): void => {
        while (response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(await post(to(`http://127.0.0.1:${endless}/`, true), {}, '{}')).toEqual({ ok: true, status: 200 });
    await hungUp;
  });

  it('takes what goes wrong for an outcome', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end('down'),
    );
    expect(await post(to(`http://127.0.0.1:${port}/`, true), {}, '{}')).toEqual({
      ok: false,
      problem: 'answer',
      status: 503,
      retryAfter: 120_000,
    });
    server?.close();
    server?.closeAllConnections();
    expect(await post(to(`http://127.0.0.1:${port}/`, true), {}, '{}')).toMatchObject({
      problem: 'unreachable',
    });
  });
});
