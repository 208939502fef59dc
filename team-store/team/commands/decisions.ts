/** Deciding on a version, and letting it out without the approvals. */
import type { RequestEvent } from '../../../utils/policy/request.ts';
import { post } from '../../database/database.ts';
import { Refusal } from '../../errors.ts';
import {
  actorOf,
  type CommandContext,
  type CommandOf,
  clear,
  type Effect,
  move,
  saveState,
} from './context.ts';

async function wasDecided(
  { tx, change, member }: CommandContext,
  command: CommandOf<'request.decide'>,
): Promise<boolean> {
  const known = await tx
    .selectFrom('decisions')
    .select(['request', 'number', 'fingerprint', 'member', 'kind', 'reason'])
    .where('team', '=', change.team)
    .where('id', '=', command.decision)
    .executeTakeFirst();
  return (
    known !== undefined &&
    known.member === member.id &&
    known.request === command.request &&
    known.number === command.version &&
    known.fingerprint === command.fingerprint &&
    known.kind === command.verdict &&
    // PostgreSQL's text holds no half surrogate pairs; the driver wrote them as U+FFFD.
    known.reason === (command.reason?.toWellFormed() ?? null)
  );
}

export async function decide(context: CommandContext, command: CommandOf<'request.decide'>): Promise<Effect> {
  const { tx, change, member } = context;
  const { team, now } = change;
  const [isRepeated, actor] = await Promise.all([wasDecided(context, command), actorOf(context)]);
  if (isRepeated) return 'repeated';
  const event: RequestEvent = {
    kind: 'decide',
    actor,
    version: command.version,
    fingerprint: command.fingerprint,
    decision: command.verdict,
    reason: command.reason,
  };
  const { request, newest, seat } = await move(context, command.request, event);
  const insert = tx.insertInto('decisions').values({
    team,
    id: command.decision,
    request: command.request,
    number: command.version,
    // The database takes them only as the version has them, and keeps the two from deciding.
    fingerprint: newest.fingerprint,
    author: request.author,
    editor: newest.editor,
    member: member.id,
    kind: command.verdict,
    reason: command.reason,
    at: now,
    step: seat?.step ?? null,
    seat: seat?.seat ?? null,
  });
  post(tx, insert);
  if (command.reason !== null) context.keep({ reason: command.reason });
  if (request.state === 'approved') await clear(context, command.request, newest);
  saveState(context, command.request, request.state, { expires_at: request.expiresAt });
  return 'applied';
}

/** Lets this very version out without the approvals: somebody may, and says why. */
export async function override(
  context: CommandContext,
  command: CommandOf<'request.override'>,
): Promise<Effect> {
  const { tx, change, member } = context;
  const { team, now } = change;
  const { request: id, version: number, fingerprint, reason } = command;
  const known = await tx
    .selectFrom('overrides')
    .select(['member', 'request', 'number', 'fingerprint'])
    .where('team', '=', team)
    .where('id', '=', command.override)
    .executeTakeFirst();
  if (known !== undefined) {
    const same =
      known.member === member.id &&
      known.request === id &&
      known.number === number &&
      known.fingerprint === fingerprint;
    if (same) return 'repeated';
    throw new Refusal('id_reused');
  }
  const actor = await actorOf(context);
  const event: RequestEvent = { kind: 'override', actor, version: number, fingerprint, reason };
  const { request, newest } = await move(context, id, event);
  const insert = tx.insertInto('overrides').values({
    team,
    id: command.override,
    request: id,
    number,
    author: request.author,
    editor: newest.editor,
    fingerprint,
    member: member.id,
    reason,
    at: now,
  });
  post(tx, insert);
  context.keep({ reason });
  await clear(context, id, newest);
  saveState(context, id, request.state);
  return 'applied';
}
