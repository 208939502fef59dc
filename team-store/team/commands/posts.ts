/** What became of what was let out. */
import { apply } from '../../../utils/policy/request.ts';
import type { Closed } from '../../database/tables.ts';
import { Refusal } from '../../errors.ts';
import { revokeClearances } from '../clearance.ts';
import { loadProgress } from '../requests.ts';
import { type CommandContext, type CommandOf, type Effect, saveState, touch } from './context.ts';

/**
 * Something went out: it is kept whenever the clearance is the store's own and for this very content and member, also
 * when it arrives late, so that the record is complete. The browser's time is kept beside the store's, not believed;
 * it tells a message that is sent once more from a second release.
 */
export async function recordRelease(
  context: CommandContext,
  command: CommandOf<'post.released'>,
): Promise<Effect> {
  const { core, tx, change, member, device, id } = context;
  const { team, now } = change;
  const clearance = await tx
    .selectFrom('clearances as c')
    .innerJoin('requests as r', (join) => join.onRef('r.team', '=', 'c.team').onRef('r.id', '=', 'c.request'))
    .select(['c.request', 'c.fingerprint', 'c.platform', 'c.account', 'c.jws', 'c.one_use', 'r.author'])
    .where('c.team', '=', team)
    .where('c.id', '=', command.clearance)
    .executeTakeFirst();
  if (
    clearance === undefined ||
    clearance.request !== command.request ||
    clearance.fingerprint !== command.fingerprint ||
    clearance.platform !== command.platform ||
    clearance.account !== command.account ||
    (await (await core.signerOf(tx, team)).verify(clearance.jws)) === null
  )
    throw new Refusal('clearance_invalid');
  if (clearance.author !== member.id) throw new Refusal('not_your_request');
  const { request, fingerprint, platform, account } = command;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('releases')
    .values({
      team,
      id,
      clearance: command.clearance,
      request,
      fingerprint,
      platform,
      account,
      member: member.id,
      device,
      browser_at: command.at,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['team', 'clearance', 'device', 'browser_at']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return 'repeated';
  touch(context, request);
  if (clearance.one_use) await spendClearance(context, request, command.clearance);
  return 'applied';
}

/** The posts as the platform names them. Whose clearance let them out says whose they are. */
export async function recordPosts(
  context: CommandContext,
  command: CommandOf<'post.published'>,
): Promise<Effect> {
  const { tx, change, member, device, id } = context;
  const { team, now } = change;
  const clearance = await tx
    .selectFrom('clearances as c')
    .innerJoin('requests as r', (join) => join.onRef('r.team', '=', 'c.team').onRef('r.id', '=', 'c.request'))
    .select(['c.request', 'c.platform', 'r.author'])
    .where('c.team', '=', team)
    .where('c.id', '=', command.clearance)
    .executeTakeFirst();
  if (
    clearance === undefined ||
    clearance.request !== command.request ||
    clearance.platform !== command.platform
  )
    throw new Refusal('clearance_invalid');
  if (clearance.author !== member.id) throw new Refusal('not_your_request');
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('publications')
    .values(
      command.posts.map((post) => ({
        team,
        id,
        clearance: command.clearance,
        request: command.request,
        post: post.id,
        address: post.address,
        member: member.id,
        device,
        browser_at: command.at,
        at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['team', 'clearance', 'post']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return 'repeated';
  context.keep({ posts: command.posts });
  touch(context, command.request);
  return 'applied';
}

/**
 * A clearance for one use is used: it is taken back, and its request closes. A second release under it, by a browser
 * that had not heard of the first, is on the record as well.
 */
async function spendClearance(context: CommandContext, request: string, clearance: string): Promise<void> {
  const { tx, change } = context;
  const live = await tx
    .selectFrom('clearances')
    .select('id')
    .where('team', '=', change.team)
    .where('id', '=', clearance)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (live === undefined) return;
  await revokeClearances(tx, change, request, 'used');
  const current = await loadProgress(tx, change.team, request);
  const used = apply(current, { kind: 'used' }, change.now);
  if (!used.ok) return;
  const closed: Closed = { how: 'used', by: null, reason: null, request: null };
  saveState(context, request, used.request.state, { closed });
  change.record({ kind: 'clearance.use', member: null, outcome: 'applied', clearance, request });
}
