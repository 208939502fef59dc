/** Puts the HTTP side together: API, socket, pages, health. */
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { LIMITS } from '../../utils/api/limits.ts';
import { Refusal } from '../errors.ts';
import { health } from '../operation/health.ts';
import { errorForLog } from '../operation/log-error.ts';
import type { Metrics } from '../operation/metrics.ts';
import { reference } from '../operation/reference.ts';
import { pages } from '../pages/pages.ts';
import type { Core } from '../team/core.ts';
import { api } from './api.ts';
import type { Limits } from './limits.ts';
import { sendProblem } from './problem.ts';
import type { Sockets } from './sockets.ts';

export interface ServerOptions {
  readonly core: Core;
  readonly sockets: Sockets;
  readonly limits: Limits;
  /** Where people and browsers reach the store; known only after listening when the port is chosen by the system. */
  readonly publicUrl: () => string;
  readonly secure: boolean;
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  readonly trustProxy: string | false;
  readonly metrics: Metrics | null;
  readonly metricsToken: string | null;
  /** True from the moment that the store is told to stop. */
  readonly stopping: () => boolean;
}

function withSafeErrors(logger: ServerOptions['logger']): ServerOptions['logger'] {
  const given = logger === true ? {} : logger;
  if (given === false) return false;
  return { ...given, serializers: { ...given.serializers, err: (error: unknown) => errorForLog(error) } };
}

/** Route and status, never what was sent: no draft text, no token, no cookie, no query. */
function logAnswers(app: FastifyInstance, metrics: Metrics | null): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics?.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { core, sockets, limits, publicUrl, secure } = options;
  const app = fastify({
    logger: withSafeErrors(options.logger),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LIMITS.body,
    trustProxy: options.trustProxy,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    // Kept-open connections of a proxy must not be cut in the middle of its next request.
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  logAnswers(app, options.metrics);
  // A connection that is kept open after its answer would keep the store from stopping.
  app.addHook('onSend', async (_request, reply) => {
    if (options.stopping()) reply.header('connection', 'close');
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // "no-referrer" would make browsers send `Origin: null` with our own forms: https://fetch.spec.whatwg.org/#append-a-request-origin-header
    referrerPolicy: { policy: 'same-origin' },
    hsts: secure,
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 64 * 1_024 });
  await app.register(rateLimit, {
    global: false,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: () => new Refusal('rate_limited'),
  });
  await sockets.register(app);
  await app.register(api(core, limits), { prefix: '/api' });
  await app.register(pages({ core, limits, publicUrl, secure }));
  app.setErrorHandler(sendProblem);

  await app.register(health(options));
  await app.register(reference);
  return app;
}
