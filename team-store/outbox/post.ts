/** One request to an address that somebody else chose: no redirects, little time, little is read of what comes back. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { codeOf } from '../errors.ts';
import { type Destination, guardedLookup, NotPublicError, type Resolver } from './address.ts';

/** From the first packet to the end of the answer. */
export const POST_MS = 15_000;
/** The answer means nothing but its status; a receiver that goes on talking is hung up on. */
const ANSWER_BYTES = 16_384;

/** Stable codes; what the receiver says is not kept. */
export type PostProblem = 'not_public' | 'unreachable' | 'timeout' | 'certificate' | 'redirect' | 'answer';

export type Posted =
  | { readonly ok: true; readonly status: number }
  | {
      readonly ok: false;
      readonly problem: PostProblem;
      readonly status: number | null;
      /** What `Retry-After` asks for, ms. */
      readonly retryAfter: number | null;
    };

export interface PostOptions {
  readonly resolve?: Resolver | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

function failed(
  problem: PostProblem,
  status: number | null = null,
  retryAfter: number | null = null,
): Posted {
  return { ok: false, problem, status, retryAfter };
}

function read(status: number, retryAfter: string | undefined): Posted {
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status >= 300 && status < 400) return failed('redirect', status);
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  return failed('answer', status, seconds === null ? null : seconds * 1_000);
}

function problemOf(error: unknown): PostProblem {
  if (error instanceof NotPublicError) return 'not_public';
  const code = codeOf(error) ?? '';
  // https://nodejs.org/api/tls.html#x509-certificate-error-codes
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA)/.test(code))
    return 'certificate';
  return 'unreachable';
}

/** A POST of a text. Never throws: whatever goes wrong is an outcome. */
export function post(
  destination: Destination,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: PostOptions = {},
): Promise<Posted> {
  const bytes = Buffer.from(body);
  const content = { length: bytes.length, stream: Readable.from([bytes], { objectMode: false }) };
  return send('POST', destination, headers, content, options);
}

export interface Content {
  /** In bytes. */
  readonly length: number;
  readonly stream: Readable;
}

/** Never throws: whatever goes wrong is an outcome, a stream that breaks off too. */
export function send(
  method: 'POST' | 'PUT',
  { url, allowed }: Destination,
  headers: Readonly<Record<string, string>>,
  { length, stream }: Content,
  { resolve, timeoutMs = POST_MS, signal }: PostOptions = {},
): Promise<Posted> {
  return new Promise((done) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const call = open(url, {
      method,
      headers: { ...headers, 'content-length': length },
      // A connection of its own each time: one that is kept would not be checked again.
      agent: false,
      lookup: guardedLookup(allowed, resolve),
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      maxHeaderSize: ANSWER_BYTES,
    });
    call.on('error', (error) => done(failed(timeout.aborted ? 'timeout' : problemOf(error))));
    call.on('response', (answer) => {
      const outcome = read(answer.statusCode ?? 0, answer.headers['retry-after']);
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > ANSWER_BYTES) answer.destroy();
      });
      answer.on('error', () => undefined);
      answer.on('close', () => done(timeout.aborted ? failed('timeout') : outcome));
    });
    // Its errors are those of the call.
    pipeline(stream, call, () => undefined);
  });
}
