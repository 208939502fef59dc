/** How a request ends without a decision. */
import type { Actor } from '../../../utils/policy/request.ts';
import type { Closed } from '../../database/tables.ts';
import { actorOf, type CommandContext, type CommandOf, type Effect, move, saveState } from './context.ts';

/** Another request of the author takes its place. @param successor id of that one */
export async function supersede(
  context: CommandContext,
  id: string,
  successor: string,
  actor: Actor,
): Promise<void> {
  const { request } = await move(context, id, { kind: 'supersede', actor });
  const closed: Closed = { how: 'superseded', by: actor.member, reason: null, request: successor };
  saveState(context, id, request.state, { closed });
  context.change.record({
    kind: 'request.supersede',
    member: actor.member,
    outcome: 'applied',
    request: id,
    successor,
  });
}

export async function cancel(context: CommandContext, command: CommandOf<'request.cancel'>): Promise<Effect> {
  const actor = await actorOf(context);
  const { reason } = command;
  const { request } = await move(context, command.request, { kind: 'cancel', actor, reason });
  const closed: Closed = { how: 'cancelled', by: actor.member, reason, request: null };
  context.keep({ reason });
  saveState(context, command.request, request.state, { closed });
  return 'applied';
}

export async function withdraw(
  context: CommandContext,
  command: CommandOf<'request.withdraw'>,
): Promise<Effect> {
  const actor = await actorOf(context);
  const { request } = await move(context, command.request, { kind: 'withdraw', actor });
  saveState(context, command.request, request.state);
  return 'applied';
}
