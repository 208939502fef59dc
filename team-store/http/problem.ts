/** Errors as the contract has them: RFC 9457 problem details with a stable code, in the reader's language. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { REFUSALS, type RefusalCode } from '../../utils/api/codes.ts';
import type { Problem } from '../../utils/api/routes.ts';
import { codeOf, Refusal } from '../errors.ts';
import { textsFor } from '../texts.ts';

const RETRY_SECONDS = 5;

type Places = NonNullable<Problem['errors']>;

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

/** Where the input is wrong; an unknown field is named by its own path. */
export function placesOf(error: z.ZodError): Places {
  return error.issues.slice(0, 100).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      message: 'This field is not known.',
    }));
  });
}

/** @throws Refusal `invalid_input` with the places */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors = placesOf(parsed.error);
  const tooLong = parsed.error.issues.some((issue) => issue.code === 'too_big' && issue.origin === 'string');
  throw new Refusal(tooLong ? 'too_large' : 'invalid_input', { errors, cause: parsed.error });
}

/** What a thrown thing means to the caller. Only what is ours says more than its code. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('too_large', { cause: error });
  // PostgreSQL's class 22: a character that it cannot hold, such as U+0000.
  if (code !== null && /^22[0-9A-Z]{3}$/.test(code)) return new Refusal('invalid_input', { cause: error });
  const status =
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number'
      ? error.statusCode
      : 500;
  if (status === 429) return new Refusal('rate_limited', { cause: error });
  if (status === 404) return new Refusal('not_found', { cause: error });
  if (status >= 400 && status < 500) return new Refusal('invalid_input', { cause: error });
  if (status === 503) return new Refusal('unavailable', { cause: error });
  return new Refusal('internal', { cause: error });
}

export function problemOf(refusal: Refusal, language: string | undefined): Problem & Record<string, unknown> {
  const texts = textsFor(language);
  const { code, text, errors, extra } = refusal;
  return {
    type: `urn:signoff:problem:${code}`,
    title: code satisfies RefusalCode,
    status: REFUSALS[code],
    detail: text === null ? texts.refusal(code) : texts.say(text),
    code,
    ...(errors === null ? {} : { errors: [...errors] }),
    ...extra,
  };
}

/** Says when to try again, where that is known: whole seconds (RFC 9110). */
export function sayRetryAfter(refusal: Refusal, reply: FastifyReply): void {
  if (refusal.retryAfter !== null) reply.header('retry-after', Math.ceil(refusal.retryAfter / 1_000));
  else if (refusal.code === 'unavailable') reply.header('retry-after', RETRY_SECONDS);
}

/** Answers with a problem; what is not the caller's doing goes to the log. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error);
  if (refusal.code === 'internal') request.log.error({ err: refusal.cause }, 'a request failed');
  sayRetryAfter(refusal, reply);
  if (REFUSALS[refusal.code] === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(REFUSALS[refusal.code])
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(refusal, request.headers['accept-language'])));
}
