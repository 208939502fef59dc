/** The whole store, started and stopped from a program: `npm start`, the demo and the tests do. */
import type { FastifyInstance } from 'fastify';
import { readConfig, type StoreConfig, type StoreOptions } from './config.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type DatabaseAddress, embeddedAddress, ownAddress } from './database/address.ts';
import { openDatabase } from './database/database.ts';
import { type EmbeddedPostgres, startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { listen } from './database/pokes.ts';
import { codeOf, StartError } from './errors.ts';
import { DEFAULT_LIMITS } from './http/limits.ts';
import { createServer } from './http/server.ts';
import { createSockets } from './http/sockets.ts';
import { createMetrics } from './operation/metrics.ts';
import { createPeriodic } from './operation/periodic.ts';
import { forgetMessages, startWorker } from './outbox/worker.ts';
import { adoptRecords } from './record/adopt.ts';
import { makeDueCheckpoints } from './record/checkpoints.ts';
import { purgeDue } from './record/purge.ts';
import { exportDue } from './record/schedule.ts';
import { forgetAttempts } from './team/attempts.ts';
import { type Core, createCore } from './team/core.ts';
import { listTeams } from './team/members.ts';
import { createSetupToken } from './team/setup.ts';
import { expireRequests, remindLate } from './team/sweep.ts';

export type { StoreOptions } from './config.ts';

const SWEEP_MS = 30_000;
const CHECKPOINT_LOOK_MS = 10_000;
const PURGE_LOOK_MS = 3_600_000;
const EXPORT_LOOK_MS = 60_000;

export interface Store {
  /** Where people and browsers reach it, without a slash at the end. */
  readonly url: string;
  /** Where it listens on this machine; another address than `url` behind a proxy. */
  readonly address: string;
  /** What the team's actions work with; for programs in the same process, such as the demo. */
  readonly core: Core;
  /** The one-time link with which the first admin creates the team, or null when there is a team. */
  setupLink(): Promise<string | null>;
  /** Finishes what is in flight, says goodbye to connected browsers, stops the database it started. */
  close(): Promise<void>;
}

type Closer = () => Promise<void>;

async function closeAll(closers: Closer[]): Promise<void> {
  const problems: unknown[] = [];
  for (const close of closers.splice(0).reverse()) await close().catch((error) => problems.push(error));
  if (problems.length > 0) throw new AggregateError(problems, 'The store did not stop in good order.');
}

function explainListen(error: unknown, { host, port }: StoreConfig): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError(
        'port_in_use',
        `Port ${port} is in use; stop what uses it or choose another with --port.`,
        error,
      );
    case 'EACCES':
      return new StartError(
        'permission_denied',
        `Port ${port} may not be used by this user; choose one above 1023 with --port.`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        'host_unavailable',
        `This machine has no address ${host}; choose another with --host.`,
        error,
      );
    default:
      return error;
  }
}

async function openStorage(
  config: StoreConfig,
  closers: Closer[],
  onLog: (line: string) => void,
): Promise<{ address: DatabaseAddress; secret: string }> {
  let folder: DataFolder | null = null;
  if (config.dataDir !== null) {
    const opened = await openDataFolder(config.dataDir);
    closers.push(() => opened.release());
    folder = opened;
  }
  const secret = config.secret ?? (await folder?.secret());
  if (secret === undefined)
    throw new StartError('config_invalid', 'A store without a data folder needs SIGNOFF_SECRET.');
  const own = ownAddress(config);
  if (own !== null) return { address: own, secret };
  if (folder === null)
    throw new StartError(
      'config_invalid',
      'Give the store a data folder (--data) or a database (DATABASE_URL).',
    );
  const embedded: EmbeddedPostgres = await startEmbedded({ dataDir: folder.path, onLog });
  closers.push(() => embedded.stop());
  return { address: embeddedAddress(embedded), secret };
}

/** A team whose key cannot be opened would fail at its first approval; better now, and in one sentence. */
async function checkSecret(core: Core): Promise<void> {
  const [team] = await listTeams(core);
  if (team !== undefined) await core.db.readTeam(team, (tx) => core.signerOf(tx, team));
}

/**
 * Starts the store and waits until it answers.
 * @throws StartError with a code and one sentence for people
 */
export async function startStore(options: StoreOptions): Promise<Store> {
  const config = readConfig(options);
  const closers: Closer[] = [];
  let app: FastifyInstance | null = null;
  const onError = (error: unknown): void => app?.log.warn({ err: error }, 'the database had a problem');
  try {
    const { address: database, secret } = await openStorage(config, closers, (line) =>
      app?.log.debug({ postgres: line }, 'database'),
    );
    await migrate(database.owner, database);
    const db = openDatabase({ url: database.server, onError });
    closers.push(() => db.close());
    const core = createCore({
      db,
      now: options.clock ?? Date.now,
      secret,
      webhookHosts: new Set(config.webhookAllow),
      oidcHosts: new Set(config.oidcAllow),
      onError,
    });
    closers.push(() => core.settled());
    await checkSecret(core);
    await adoptRecords(core);
    const sockets = createSockets(core);
    const periodic = createPeriodic(onError);
    const { metricsToken, exportDir } = config;
    const metrics =
      metricsToken === null
        ? null
        : createMetrics({ db, now: core.now, sockets: () => sockets.size, jobs: periodic.states });
    const worker = startWorker(core, {
      onError,
      onOutcome: (outcome) => metrics?.outbox(outcome),
    });
    closers.push(() => worker.close());
    const listener = await listen({
      url: database.server,
      onNote: (note) => {
        sockets.onNote(note);
        if (note.kind === 'moved' && note.toSend) worker.wake();
      },
      onGap: () => void sockets.onGap(),
      onError,
    });
    closers.push(() => listener.close());
    closers.push(() => periodic.close());
    const job = (name: string, everyMs: number, work: () => Promise<unknown>): void =>
      periodic.start({ name, everyMs, work });
    job('expire', SWEEP_MS, () => expireRequests(core));
    job('remind', SWEEP_MS, () => remindLate(core));
    job('checkpoint', CHECKPOINT_LOOK_MS, () => makeDueCheckpoints(core));
    job('purge', PURGE_LOOK_MS, () => purgeDue(core));
    job('forget-attempts', PURGE_LOOK_MS, async () => forgetAttempts(core, await listTeams(core)));
    job('forget-messages', PURGE_LOOK_MS, async () => forgetMessages(core, await listTeams(core)));
    const schedule = { folder: exportDir, everyMs: config.exportHours * 3_600_000 };
    job('export', EXPORT_LOOK_MS, () => exportDue(core, schedule));
    let stopping = false;
    let url = config.publicUrl ?? '';
    const server = await createServer({
      core,
      sockets,
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      publicUrl: () => url,
      secure: config.publicUrl?.startsWith('https:') ?? false,
      logger: options.logger ?? false,
      trustProxy: config.trustProxy ?? false,
      metrics,
      metricsToken,
      stopping: () => stopping,
    });
    app = server;
    // Closed before all of the above: what nobody can ask for any more cannot be started meanwhile.
    closers.push(() => server.close());
    const address = await server.listen({ port: config.port, host: config.host }).catch((error) => {
      throw explainListen(error, config);
    });
    if (url === '') url = address;
    return {
      url,
      address,
      core,
      async setupLink() {
        if ((await listTeams(core)).length > 0) return null;
        return `${url}/setup?token=${await createSetupToken(core)}`;
      },
      close() {
        stopping = true;
        return closeAll(closers);
      },
    };
  } catch (error) {
    await closeAll(closers).catch(() => undefined);
    throw error;
  }
}
