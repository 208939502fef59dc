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

/** Names differ only while the database is being restored or was set up by an older program. */
async function checkReady(core: Core, stopping: boolean): Promise<void> {
  if (stopping) throw new Refusal('unavailable');
  const done = new Set(await core.db.migrations());
  const missing = (await migrationNames()).filter((name) => !done.has(name));
  if (missing.length > 0) throw new Refusal('unavailable');
}

export function health({ core, metrics, metricsToken, stopping }: HealthOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler(sendProblem);
    for (const path of ['/health', '/healthz'])
      app.get(path, async (_request, reply) =>
        reply.header('cache-control', 'no-store').type('text/plain').send('ok\n'),
      );
    for (const path of ['/ready', '/readyz'])
      app.get(path, async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        await checkReady(core, stopping());
        return reply.type('text/plain').send('ready\n');
      });
    app.get('/metrics', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (metrics === null || metricsToken === null) throw new Refusal('not_found');
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!timingSafeEqual(digest(given), digest(metricsToken))) throw new Refusal('unauthorized');
      return reply.type(metrics.contentType).send(await metrics.text());
    });
  };
}
