/**
 * Sends what is due, at least once. A message is taken by moving its time ahead in a short transaction (several servers
 * step over each other's with SKIP LOCKED), sent without holding anything in the database, and then ended. A server that
 * dies in between leaves it due again a minute later: the receiver tells repeats by `webhook-id`.
 */
import type { Tx } from '../database/database.ts';
import type { Core } from '../team/core.ts';
import { readDestination } from './address.ts';
import { pauseAfter } from './pauses.ts';
import { type Posted, type PostOptions, post } from './post.ts';
import { openSecret, signatureHeaders } from './secret.ts';

/** Longer than an attempt can take. */
const TAKEN_MS = 60_000;
const AT_ONCE = 16;
/** So that one team's slow receivers leave room for the others'. */
const AT_ONCE_TEAM = 4;
const TEAMS_AT_ONCE = 100;
const LOOK_MS = 2_000;
const KEEP_SENT_MS = 7 * 24 * 3_600_000;
const KEEP_DEAD_MS = 90 * 24 * 3_600_000;

export interface OutboxWorker {
  /** Something may be due: looks soon. */
  wake(): void;
  /** Takes nothing new, and waits for what is under way. */
  close(): Promise<void>;
}

export interface WorkerOptions extends Pick<PostOptions, 'resolve' | 'timeoutMs'> {
  readonly onError: (error: unknown) => void;
  /** For measurements: `sent`, or the problem's code. */
  readonly onOutcome?: (outcome: string) => void;
  readonly random?: () => number;
}

interface Taken {
  readonly team: string;
  readonly id: string;
  readonly attempts: number;
  readonly body: string;
  readonly url: string;
  readonly secrets: readonly Buffer[];
}

function dueTeams(core: Core): Promise<string[]> {
  return core.db.lookup(async (tx) => {
    const rows = await tx
      .selectFrom('outbox')
      .select('team')
      .distinct()
      .where('state', '=', 'waiting')
      .where('due_at', '<=', core.now())
      .limit(TEAMS_AT_ONCE)
      .execute();
    return rows.map(({ team }) => team);
  });
}

async function take(tx: Tx, team: string, now: number, count: number): Promise<Taken[]> {
  const rows = await tx
    .with('due', (db) =>
      db
        .selectFrom('outbox')
        .select('id')
        .where('team', '=', team)
        .where('state', '=', 'waiting')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(count)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('outbox as o')
    .from('due')
    .innerJoin('webhooks as w', (join) => join.on('w.team', '=', team))
    .set((eb) => ({ due_at: now + TAKEN_MS, attempts: eb('o.attempts', '+', 1) }))
    .where('o.team', '=', team)
    .whereRef('o.id', '=', 'due.id')
    .whereRef('w.id', '=', 'o.target')
    .returning(['o.id', 'o.attempts', 'o.body', 'w.url'])
    .returning(['w.sealed_secret', 'w.sealed_previous', 'w.previous_until'])
    .execute();
  return rows.map(({ id, attempts, body, url, sealed_secret, sealed_previous, previous_until }) => ({
    team,
    id,
    attempts,
    body: JSON.stringify(body),
    url,
    secrets:
      sealed_previous !== null && (previous_until ?? 0) > now
        ? [sealed_secret, sealed_previous]
        : [sealed_secret],
  }));
}

async function send(
  core: Core,
  { team, id, body, url, secrets }: Taken,
  options: PostOptions,
): Promise<Posted> {
  const destination = readDestination(url, core.webhookHosts);
  // What the operator allowed when it was added may be forbidden now.
  if (typeof destination === 'string')
    return { ok: false, problem: 'not_public', status: null, retryAfter: null };
  const opened = secrets.map((sealed) => openSecret(core.secret, team, sealed));
  const headers = {
    ...signatureHeaders(opened, id, core.now(), body),
    'content-type': 'application/json',
    'user-agent': 'Signoff-Webhooks/1',
  };
  return post(destination, headers, body, options);
}

/** Only of the attempt that it was: one that took too long has been overtaken by the next. */
async function end(
  core: Core,
  { team, id, attempts }: Taken,
  posted: Posted,
  random: () => number,
): Promise<void> {
  const now = core.now();
  const gone = !posted.ok && posted.status === 410;
  const pause = posted.ok || gone ? null : pauseAfter(attempts, posted.retryAfter, random());
  const problem = posted.ok ? null : posted.problem;
  const outcome =
    pause === null
      ? ({ state: posted.ok ? 'sent' : 'dead', ended_at: now } as const)
      : ({ state: 'waiting', due_at: now + pause } as const);
  await core.db.inTeam(team, (tx) =>
    tx
      .updateTable('outbox')
      .set({ ...outcome, problem, status: posted.status })
      .where('team', '=', team)
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', attempts)
      .execute(),
  );
}

export function startWorker(core: Core, options: WorkerOptions): OutboxWorker {
  const { onError, onOutcome = () => undefined, random = Math.random } = options;
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const deliver = async (one: Taken): Promise<void> => {
    try {
      const posted = await send(core, one, options);
      onOutcome(posted.ok ? 'sent' : posted.problem);
      await end(core, one, posted, random);
    } catch (error) {
      // It stays taken, and is due again in a minute.
      onError(error);
    }
  };

  const look = async (): Promise<void> => {
    if (underWay.size >= AT_ONCE) return;
    for (const team of await dueTeams(core)) {
      const free = Math.min(AT_ONCE - underWay.size, AT_ONCE_TEAM);
      if (closed || free <= 0) return;
      for (const one of await core.db.inTeam(team, (tx) => take(tx, team, core.now(), free))) {
        const running = deliver(one).finally(() => {
          underWay.delete(running);
          wake();
        });
        underWay.add(running);
      }
    }
  };

  const wake = (): void => {
    if (closed) return;
    again = true;
    looking ??= (async () => {
      while (again && !closed) {
        again = false;
        await look().catch(onError);
      }
    })().finally(() => {
      looking = null;
      if (again) wake();
    });
  };

  const timer = setInterval(wake, LOOK_MS);
  timer.unref();
  wake();
  return {
    wake,
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all(underWay);
    },
  };
}

/** Takes out what was sent a week ago, and what died three months ago. @returns how many */
export async function forgetMessages(core: Core, teams: readonly string[]): Promise<number> {
  let forgotten = 0;
  for (const team of teams)
    forgotten += await core.db.inTeam(team, async (tx) => {
      const now = core.now();
      const { numDeletedRows } = await tx
        .deleteFrom('outbox')
        .where('team', '=', team)
        .where((eb) =>
          eb.or([
            eb.and([eb('state', '=', 'sent'), eb('ended_at', '<', now - KEEP_SENT_MS)]),
            eb.and([eb('state', '=', 'dead'), eb('ended_at', '<', now - KEEP_DEAD_MS)]),
          ]),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  return forgotten;
}
