/** What each command does to the team. Refusals are thrown; the caller undoes the savepoint and stores the outcome. */
import type { Command } from '../../utils/api/commands.ts';
import { expireIfDue } from '../../utils/policy/request.ts';
import type { Tx } from '../database/database.ts';
import type { Change } from './change.ts';
import { comment } from './commands/comments.ts';
import type { CommandContext, Effect, Submission } from './commands/context.ts';
import { decide, override } from './commands/decisions.ts';
import { cancel, withdraw } from './commands/endings.ts';
import { recordPosts, recordRelease } from './commands/posts.ts';
import { createRequest, sendVersion } from './commands/versions.ts';

export function isSubmission(command: Command): command is Submission {
  return command.kind === 'request.create' || command.kind === 'request.send-version';
}

/** Marks a request that is past its time, so that everyone sees what the state machine goes by. */
export async function saveExpiry(tx: Tx, change: Change, request: string): Promise<void> {
  const { team, version, now } = change;
  await tx
    .updateTable('requests')
    .set({ state: 'expired', updated_at: now, version })
    .where('team', '=', team)
    .where('id', '=', request)
    .execute();
  change.record({ kind: 'request.expire', member: null, outcome: 'applied', request });
}

/** @throws Refusal with the code that the sender is shown */
export function applyCommand(context: CommandContext, command: Command): Promise<Effect> {
  switch (command.kind) {
    case 'request.create':
      return createRequest(context, command);
    case 'request.send-version':
      return sendVersion(context, command);
    case 'request.withdraw':
      return withdraw(context, command);
    case 'request.decide':
      return decide(context, command);
    case 'request.override':
      return override(context, command);
    case 'request.cancel':
      return cancel(context, command);
    case 'request.comment':
      return comment(context, command);
    case 'post.released':
      return recordRelease(context, command);
    case 'post.published':
      return recordPosts(context, command);
  }
}

/** What became of a post is on the record whatever has become of its request meanwhile. */
const ELSEWHERE = ['request.create', 'post.released', 'post.published'] as const;
type OnRequest = Exclude<Command, { kind: (typeof ELSEWHERE)[number] }>;

/** Whether the command is about the course of a request that is there. */
export function isOnRequest(command: Command): command is OnRequest {
  return ELSEWHERE.every((kind) => kind !== command.kind);
}

/** True when the request that a command is about has run out of time and nobody has written that down yet. */
export async function isDue(
  { progressOf, change }: Pick<CommandContext, 'progressOf' | 'change'>,
  { request: id }: OnRequest,
): Promise<boolean> {
  const request = await progressOf(id);
  return (
    request !== null && request.state !== 'expired' && expireIfDue(request, change.now).state === 'expired'
  );
}
