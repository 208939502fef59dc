/**
 * Requests to a team's provider. An admin chooses its address, and its discovery document names more: each is held to
 * the same as a webhook's (`outbox/address.ts`), at the very connection that is made. Nothing is followed elsewhere.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isLoopback } from '../loopback.ts';
import { type Destination, guardedLookup, type Resolver, readDestination } from '../outbox/address.ts';

const MAX_BYTES = 512 * 1_024;
const FETCH_MS = 10_000;

/** The provider, or an address that it names, is none that the store may ask. */
export class ProviderAddressError extends Error {
  override readonly name = 'ProviderAddressError';
  readonly code = 'PROVIDER_ADDRESS';
}

/**
 * @param hosts that the operator lets be named although they are not public; http goes only to this machine, and only so
 * @throws ProviderAddressError
 */
export function providerAddress(text: string, hosts: ReadonlySet<string>): Destination {
  const destination = readDestination(text, hosts);
  if (typeof destination === 'string') throw new ProviderAddressError(destination);
  if (destination.url.protocol !== 'https:' && !isLoopback(destination.url))
    throw new ProviderAddressError('not_https');
  return destination;
}

interface Asked {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof URLSearchParams) return Buffer.from(body.toString());
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  throw new TypeError('a body of this kind is not sent to a provider');
}

async function read(answer: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    const chunk: Buffer = part;
    bytes += chunk.length;
    if (bytes > MAX_BYTES) {
      answer.destroy();
      throw new Error('the provider said too much');
    }
    parts.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  const status = answer.statusCode ?? 502;
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : Buffer.concat(parts), { status, headers });
}

/** A `fetch` for one team's provider. What it rejects with says what went wrong and holds nothing of the request. */
export function providerFetch(
  hosts: ReadonlySet<string>,
  resolve?: Resolver,
): (url: string, asked: Asked) => Promise<Response> {
  return async (text, { method = 'GET', headers = {}, body, signal }) => {
    const { url, allowed } = providerAddress(text, hosts);
    const bytes = bytesOf(body);
    const timeout = AbortSignal.timeout(FETCH_MS);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((done, fail) => {
      const call = open(url, {
        method,
        headers: bytes === null ? headers : { ...headers, 'content-length': bytes.length },
        // A connection of its own each time: one that is kept would not be checked again.
        agent: false,
        lookup: guardedLookup(allowed, resolve),
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
        maxHeaderSize: 32_768,
      });
      call.on('error', fail);
      call.on('response', (answer) => void read(answer).then(done, fail));
      call.end(bytes ?? undefined);
    });
  };
}
