/** Where a team's log goes on a schedule beside the operator's folder: an https address of its own, set by an admin. */
import { seal, unseal } from '../crypto/seal.ts';
import type { Tx } from '../database/database.ts';
import type { ExportTarget } from '../database/tables.ts';
import { Refusal } from '../errors.ts';
import { type Destination, readDestination } from '../outbox/address.ts';
import { inQuietChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';
import type { StoreTextKey } from '../texts.ts';
import { type Caller, doneBy } from './caller.ts';
import { onRecord } from './refused.ts';

const PURPOSE = 'signoff log export token v1';

const MISTAKES = {
  not_https: 'webhook_not_https',
  credentials: 'webhook_credentials',
  port: 'export_port',
  not_public: 'webhook_not_public',
} as const satisfies Record<string, StoreTextKey>;

export interface ExportAddress {
  /** Of a folder: the file's name is added to it. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`; null sends none. */
  readonly token: string | null;
}

/** What is known of a target; times are epoch ms. */
export interface ExportState {
  readonly target: ExportTarget;
  /** The team's own address, null for the folder. */
  readonly url: string | null;
  readonly done: { readonly to: number; readonly at: number } | null;
  readonly waiting: {
    readonly from: number;
    readonly attempts: number;
    readonly due: number;
    readonly problem: string | null;
  } | null;
}

function fileUrl(url: string, file: string): string {
  const whole = new URL(url);
  whole.pathname = `${whole.pathname.replace(/\/$/, '')}/${file}`;
  return whole.href;
}

/** @returns where a file goes and how; a problem when the operator does not allow the address any more; null without one */
export async function exportAddress(
  core: Core,
  team: string,
  file: string,
): Promise<
  | { readonly destination: Destination; readonly headers: Readonly<Record<string, string>> }
  | { readonly problem: 'not_public' }
  | null
> {
  const row = await core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('export_addresses')
      .select(['url', 'sealed_token'])
      .where('team', '=', team)
      .executeTakeFirst(),
  );
  if (row === undefined) return null;
  const destination = readDestination(fileUrl(row.url, file), core.webhookHosts);
  if (typeof destination === 'string') return { problem: 'not_public' };
  const { sealed_token: sealed } = row;
  if (sealed === null) return { destination, headers: {} };
  const token = unseal({ secret: core.secret, team, purpose: PURPOSE }, sealed);
  return { destination, headers: { authorization: `Bearer ${token}` } };
}

/**
 * Sets, changes or (with null) takes back the address. Another address gets the whole log, from its first entry on.
 * @throws Refusal `wrong_role` unless the member is an admin, `invalid_input` for an address that may not be reached
 */
export function setExportAddress(core: Core, caller: Caller, address: ExportAddress | null): Promise<void> {
  return onRecord(core, caller, { kind: 'export.address' }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const found = address === null ? null : readDestination(address.url, core.webhookHosts);
      if (typeof found === 'string') throw new Refusal('invalid_input', { text: MISTAKES[found] });
      const { team, member } = actor;
      await inQuietChange(tx, team, core.now(), async (change) => {
        const before = await tx
          .selectFrom('export_addresses')
          .select('url')
          .where('team', '=', team)
          .executeTakeFirst();
        if (before?.url !== address?.url)
          await tx
            .deleteFrom('log_exports')
            .where('team', '=', team)
            .where('target', '=', 'address')
            .execute();
        await tx.deleteFrom('export_addresses').where('team', '=', team).execute();
        if (address !== null) {
          const { url, token } = address;
          const sealed_token =
            token === null ? null : seal({ secret: core.secret, team, purpose: PURPOSE }, token);
          await tx
            .insertInto('export_addresses')
            .values({ team, url, sealed_token, set_by: member.id, set_at: change.now })
            .execute();
        }
        await retryExports(tx, team, change.now);
        change.record(
          { kind: 'export.address', ...doneBy(actor), outcome: 'applied' },
          { url: address?.url ?? null },
        );
      });
    }),
  );
}

/** What failed is due now; the store looks once a minute. */
export async function retryExports(tx: Tx, team: string, now: number): Promise<void> {
  await tx
    .updateTable('log_exports')
    .set({ due_at: now })
    .where('team', '=', team)
    .where('state', '=', 'waiting')
    .where('problem', 'is not', null)
    .execute();
}

/** The folder, when anything ever went there, and the address, when there is one. */
export async function listExportStates(tx: Tx, team: string): Promise<ExportState[]> {
  const address = await tx
    .selectFrom('export_addresses')
    .select('url')
    .where('team', '=', team)
    .executeTakeFirst();
  const states: ExportState[] = [];
  for (const target of ['folder', 'address'] as const) {
    const newest = (state: 'done' | 'waiting') =>
      tx
        .selectFrom('log_exports')
        .select(['from_seq', 'to_seq', 'at', 'done_at', 'attempts', 'due_at', 'problem'])
        .where('team', '=', team)
        .where('target', '=', target)
        .where('state', '=', state)
        .orderBy('to_seq', 'desc')
        .limit(1)
        .executeTakeFirst();
    const done = await newest('done');
    const waiting = await newest('waiting');
    const isThere = target === 'address' ? address !== undefined : (done ?? waiting) !== undefined;
    if (!isThere) continue;
    states.push({
      target,
      url: target === 'address' ? (address?.url ?? null) : null,
      done: done === undefined ? null : { to: done.to_seq, at: done.done_at ?? done.at },
      waiting:
        waiting === undefined
          ? null
          : {
              from: waiting.from_seq,
              attempts: waiting.attempts,
              due: waiting.due_at,
              problem: waiting.problem,
            },
    });
  }
  return states;
}
