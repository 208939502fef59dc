/** A team's webhooks: which addresses hear of what happens. For admins; each change is on the record. */
import { randomUUID } from 'node:crypto';
import { LIMITS } from '../../utils/api/limits.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';
import { readDestination } from './address.ts';
import { createSecret, sealSecret } from './secret.ts';

/** So long the receiver may still check with the secret from before. */
const BOTH_SECRETS_MS = 24 * 3_600_000;

export interface WebhookFacts {
  readonly id: string;
  readonly url: string;
  /** Null for all. */
  readonly kinds: readonly string[] | null;
  readonly createdAt: number;
  readonly waiting: number;
  readonly dead: number;
}

export interface NewWebhook {
  readonly url: string;
  readonly kinds: readonly string[] | null;
}

export async function listWebhooks(tx: Tx, team: string): Promise<WebhookFacts[]> {
  const hooks = await tx
    .selectFrom('webhooks')
    .select(['id', 'url', 'kinds', 'created_at'])
    .where('team', '=', team)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const counts = await tx
    .selectFrom('outbox')
    .select(({ fn }) => ['target', 'state', fn.countAll<number>().as('count')])
    .where('team', '=', team)
    .where('state', '<>', 'sent')
    .groupBy(['target', 'state'])
    .execute();
  const count = (target: string, state: string): number =>
    counts.find((row) => row.target === target && row.state === state)?.count ?? 0;
  return hooks.map(({ id, url, kinds, created_at }) => ({
    id,
    url,
    kinds,
    createdAt: created_at,
    waiting: count(id, 'waiting'),
    dead: count(id, 'dead'),
  }));
}

/**
 * @returns the webhook's id, and its secret, which nobody sees again
 * @throws Refusal `wrong_role`; `invalid_input` for an address that webhooks may not reach, or one too many
 */
export function addWebhook(
  core: Core,
  caller: Caller,
  { url, kinds }: NewWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  return onRecord(core, caller, { kind: 'webhook.add' }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const destination = readDestination(url, core.webhookHosts);
      if (typeof destination === 'string')
        throw new Refusal('invalid_input', { text: `webhook_${destination}` });
      const { team, member } = actor;
      return inChange(tx, team, core.now(), async (change) => {
        const { count } = await tx
          .selectFrom('webhooks')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('team', '=', team)
          .where('removed_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (count >= LIMITS.webhooks) throw new Refusal('invalid_input', { text: 'webhook_too_many' });
        const id = randomUUID();
        const secret = createSecret();
        await tx
          .insertInto('webhooks')
          .values({
            team,
            id,
            url: destination.url.href,
            kinds: kinds === null ? null : [...kinds],
            sealed_secret: sealSecret(core.secret, team, secret),
            created_by: member.id,
            created_at: change.now,
          })
          .execute();
        change.record(
          { kind: 'webhook.add', ...doneBy(actor), outcome: 'applied', webhook: id },
          { url: destination.url.href, kinds: kinds === null ? null : [...kinds] },
        );
        return { id, secret };
      });
    }),
  );
}

/**
 * A new secret; for a day messages are signed with both.
 * @throws Refusal `wrong_role`, `not_found`
 */
export function changeSecret(core: Core, caller: Caller, webhook: string): Promise<{ secret: string }> {
  return onRecord(core, caller, { kind: 'webhook.secret', webhook }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const { team } = actor;
      return inChange(tx, team, core.now(), async (change) => {
        const secret = createSecret();
        const { numUpdatedRows } = await tx
          .updateTable('webhooks')
          .set(({ ref }) => ({
            sealed_previous: ref('sealed_secret'),
            previous_until: change.now + BOTH_SECRETS_MS,
            sealed_secret: sealSecret(core.secret, team, secret),
          }))
          .where('team', '=', team)
          .where('id', '=', webhook)
          .where('removed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        change.record({ kind: 'webhook.secret', ...doneBy(actor), outcome: 'applied', webhook });
        return { secret };
      });
    }),
  );
}

/** Nothing goes there any more; what still waited is dead. @throws Refusal `wrong_role`, `not_found` */
export function removeWebhook(core: Core, caller: Caller, webhook: string): Promise<void> {
  return onRecord(core, caller, { kind: 'webhook.remove', webhook }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const { team } = actor;
      await inChange(tx, team, core.now(), async (change) => {
        const { numUpdatedRows } = await tx
          .updateTable('webhooks')
          .set({ removed_at: change.now })
          .where('team', '=', team)
          .where('id', '=', webhook)
          .where('removed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        await tx
          .updateTable('outbox')
          .set({ state: 'dead', ended_at: change.now, problem: 'removed', status: null })
          .where('team', '=', team)
          .where('target', '=', webhook)
          .where('state', '=', 'waiting')
          .execute();
        change.record({ kind: 'webhook.remove', ...doneBy(actor), outcome: 'applied', webhook });
      });
    }),
  );
}
