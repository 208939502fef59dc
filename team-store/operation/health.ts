/** What those who run the store ask it: does it live, can it take work, how does it do. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { migrationNames } from '../database/migrate.ts';
import { Refusal } from '../errors.ts';
import { sendProblem } from '../http/problem.ts';
import type { Core } from '../team/core.ts';
import type { Metrics } from './metrics.ts';

export interface HealthOptions {
  readonly core: Core;
  /** Null answers `not_found`. */
  readonly metrics: Metrics | null;
  readonly metricsToken: string | null;
  /** True from the moment that the store is told to stop. */
  readonly stopping: () => boolean;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Names differ while the database is being restored, or was set up by an older program. */
async function checkReady(core: Core, stopping: boolean): Promise<void> {
  if (stopping) throw new Refusal('unavailable');
  const done = new Set(await core.db.migrations());
  const missing = (await migrationNames()).filter((name) => !done.has(name));
  if (missing.length > 0) throw new Refusal('unavailable');
}

/** `/health/live` and `/health/ready` for whoever starts and stops servers, `/metrics` for who has its token. */
export function health({ core, metrics, metricsToken, stopping }: HealthOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler(sendProblem);
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    for (const path of ['/health/live', '/healthz'])
      app.get(path, async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));
    for (const path of ['/health/ready', '/readyz'])
      app.get(path, async (_request, reply) => {
        await checkReady(core, stopping());
        return reply.type('text/plain; charset=utf-8').send('ready\n');
      });
    app.get('/metrics', async (request, reply) => {
      if (metrics === null || metricsToken === null) throw new Refusal('not_found');
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!timingSafeEqual(digest(given), digest(metricsToken))) throw new Refusal('unauthorized');
      return reply.type(metrics.contentType).send(await metrics.text());
    });
  };
}
