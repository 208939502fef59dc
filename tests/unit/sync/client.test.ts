import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, findStore, storeOrigin } from '../../../utils/sync/client.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { memberOf, pageOf } from './support.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let handler: Handler;
let storeUrl: string;
const server = createServer((request, response) => handler(request, response));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  storeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const client = () => createClient({ storeUrl, token: 'secret' });

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const problem = (code: string, status: number, more: object = {}) => ({
  type: 'about:blank',
  title: code,
  status,
  detail: 'A sentence.',
  code,
  ...more,
});

async function refusal(promise: Promise<unknown>): Promise<StoreError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('the address of a store', () => {
  it.each([
    ['https://signoff.example/sign-in?x=1#y', 'https://signoff.example'],
    ['signoff.example', 'https://signoff.example'],
    [' https://signoff.example:8443 ', 'https://signoff.example:8443'],
    ['http://127.0.0.1:4040/', 'http://127.0.0.1:4040'],
    ['http://localhost:4040', 'http://localhost:4040'],
  ])('%s is %s', (typed, origin) => expect(storeOrigin(typed)).toBe(origin));

  it.each([
    'http://signoff.example',
    'http://127.0.0.1.evil.example',
    'http://2130706433.example',
    'ftp://signoff.example',
    'javascript://x/%0aalert(1)',
    'https://name:word@signoff.example',
    'https://',
    '',
  ])('%j is refused', (typed) => {
    expect(() => storeOrigin(typed)).toThrow(expect.objectContaining({ code: 'insecure_address' }));
  });
});

describe('the client', () => {
  it('sends the token, no cookies, and where it stands', async () => {
    const page = pageOf(memberOf('Ola'), []);
    let seen: IncomingMessage | undefined;
    handler = (request, response) => {
      seen = request;
      answering(200, page)(request, response);
    };
    expect(await client().pull(7, 'abc')).toEqual(page);
    expect(seen?.url).toBe('/api/v1/pull?cursor=7&after=abc');
    expect(seen?.headers.authorization).toBe('Bearer secret');
    expect(seen?.headers.cookie).toBeUndefined();
  });

  it('makes the store’s problem an error with its code, places and numbers', async () => {
    const errors = [{ path: 'packs.0', message: 'no', file: 'a.yml', line: 3 }];
    handler = answering(422, problem('ruleset_invalid', 422, { errors }));
    expect(await refusal(client().ruleset())).toMatchObject({ code: 'ruleset_invalid', status: 422, errors });
    handler = answering(409, problem('sequence_gap', 409, { last: 4 }));
    expect(await refusal(client().push([]))).toMatchObject({ code: 'sequence_gap', last: 4 });
    handler = answering(429, problem('rate_limited', 429), { 'retry-after': '7' });
    expect(await refusal(client().devices())).toMatchObject({ code: 'rate_limited', retryAfter: 7_000 });
    handler = answering(401, problem('token_revoked', 401));
    expect((await refusal(client().devices())).revoked).toBe(true);
  });

  it('does not believe a page that is not the store’s', async () => {
    handler = answering(401, '<html>Log in to the hotel</html>', { 'content-type': 'text/html' });
    const error = await refusal(client().devices());
    expect(error).toMatchObject({ code: 'unavailable', revoked: false });
    handler = answering(400, '<html>');
    expect(await refusal(client().push([]))).toMatchObject({ code: 'unavailable' });
  });

  it('refuses an answer that is not what the contract says', async () => {
    for (const odd of [
      '',
      'null',
      '{',
      '[]',
      { changes: 'all' },
      { ...pageOf(memberOf('Ola'), []), cursor: -1 },
    ]) {
      handler = answering(200, odd);
      expect(await refusal(client().pull(0, ''))).toMatchObject({ code: 'invalid_answer' });
    }
  });

  it('follows no redirect', async () => {
    let asked = 0;
    handler = (_, response) => {
      asked += 1;
      response.writeHead(302, { location: `${storeUrl}/elsewhere` }).end();
    };
    expect(await refusal(client().devices())).toMatchObject({ code: 'unreachable', status: 0 });
    expect(asked).toBe(1);
  });

  it('stops reading an endless answer', async () => {
    const chunk = 'x'.repeat(1_000_000);
    const closed = new Promise<void>((resolve) => {
      handler = (_, response) => {
        response.on('close', resolve);
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        more();
      };
    });
    expect(await refusal(client().devices())).toMatchObject({ code: 'invalid_answer' });
    await closed;
  });

  it('says so when nobody is there', async () => {
    const gone = createClient({ storeUrl: 'http://127.0.0.1:1', token: 'secret' });
    expect(await refusal(gone.devices())).toMatchObject({ code: 'unreachable', status: 0 });
  });
});

describe('looking for a store', () => {
  it.each([
    ['a store', answering(401, problem('unauthorized', 401)), 'store'],
    ['a busy store', answering(429, problem('rate_limited', 429)), 'store'],
    ['a page of somebody else', answering(200, '<html>'), 'stranger'],
    ['a page behind a sign-in', answering(401, '<html>'), 'stranger'],
    ['a page that is not there', answering(404, '<html>'), 'stranger'],
  ])('tells %s', async (_, answer, found) => {
    const sent: IncomingMessage[] = [];
    handler = (request, response) => {
      sent.push(request);
      answer(request, response);
    };
    expect(await findStore(storeUrl)).toBe(found);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('tells silence', async () => {
    expect(await findStore('http://127.0.0.1:1')).toBe('silent');
  });
});
