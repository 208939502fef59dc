import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { isLoopback, LOOPBACK } from '../loopback.ts';

/**
 * A form is accepted from the store's own pages only. On this machine its names are interchangeable.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 * @throws Refusal `invalid_input`
 */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  const own = new URL(publicUrl);
  const { origin } = request.headers;
  const allowed = isLoopback(own)
    ? LOOPBACK.map((host) => `${own.protocol}//${host}${own.port === '' ? '' : `:${own.port}`}`)
    : [own.origin];
  if (origin === undefined || !allowed.includes(origin))
    throw new Refusal('invalid_input', { text: 'foreign_form' });
}
