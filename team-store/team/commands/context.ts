/** What every command is given, and the steps that several of them share. */
import type { Command } from '../../../utils/api/commands.ts';
import type { Member } from '../../../utils/api/entities.ts';
import { LIMITS } from '../../../utils/api/limits.ts';
import type { LintResult } from '../../../utils/lint/finding.ts';
import {
  type Actor,
  apply,
  type RequestEvent,
  type RequestProgress,
  type VersionState,
} from '../../../utils/policy/request.ts';
import type { Seat } from '../../../utils/policy/steps.ts';
import { post, type Tx } from '../../database/database.ts';
import type { Closed } from '../../database/tables.ts';
import { Refusal } from '../../errors.ts';
import type { Change } from '../change.ts';
import { issueClearance } from '../clearance.ts';
import type { Core } from '../core.ts';
import { loadActor } from '../people.ts';
import { loadProgress } from '../requests.ts';

export type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;

export type Submission = CommandOf<'request.create'> | CommandOf<'request.send-version'>;

/** A request is handed out whole, so all its versions together must stay a size that a browser takes. */
export const REQUEST_CHARACTERS = 2 * LIMITS.body;

/**
 * `repeated`: it was applied before under another name, because the answer never arrived and the browser has joined anew
 * or lost its place. Nothing is written again, neither rows nor log.
 */
export type Effect = 'applied' | 'repeated';

/** A request as it was when the command began, or null. */
export type ProgressOf = (request: string) => Promise<RequestProgress | null>;

/** Reads each request once: several steps of a command look at it before one of them changes it. */
export function rememberProgress(tx: Tx, team: string): ProgressOf {
  const known = new Map<string, Promise<RequestProgress | null>>();
  return (request) => {
    const loaded = known.get(request) ?? loadProgress(tx, team, request);
    known.set(request, loaded);
    return loaded;
  };
}

export interface CommandContext {
  readonly core: Core;
  readonly tx: Tx;
  readonly change: Change;
  readonly member: Member;
  readonly device: string;
  readonly progressOf: ProgressOf;
  /** The mutation's id. */
  readonly id: string;
  /** The store's own look at a submission, with the ruleset in force. */
  readonly check: (submission: Submission) => Promise<LintResult>;
  /** Takes the texts that the command's entry in the log is about, when it has been applied. */
  readonly keep: (content: object) => void;
}

interface Moved {
  readonly request: RequestProgress;
  readonly newest: VersionState;
  readonly seat: Seat | null;
}

export async function move(context: CommandContext, request: string, event: RequestEvent): Promise<Moved> {
  const current = await context.progressOf(request);
  const result = apply(current, event, context.change.now);
  if (!result.ok) throw new Refusal(result.code);
  const newest = result.request.versions.at(-1);
  if (newest === undefined) throw new Error('a request has a version');
  return { request: result.request, newest, seat: result.seat };
}

export const actorOf = ({ tx, change, member }: CommandContext): Promise<Actor> =>
  loadActor(tx, change.team, member.id, change.now);

/** An approved request has one clearance in force, for its newest version. */
export async function clear(
  { core, tx, change }: Pick<CommandContext, 'core' | 'tx' | 'change'>,
  request: string,
  { number, fingerprint, plan, override }: VersionState,
): Promise<void> {
  const { platform, account } = await tx
    .selectFrom('requests')
    .select(['platform', 'account'])
    .where('team', '=', change.team)
    .where('id', '=', request)
    .executeTakeFirstOrThrow();
  const content = { request, number, fingerprint };
  const clearance = await issueClearance(core, tx, change, { ...content, platform, account }, plan);
  const why = override === null ? {} : { overriddenBy: override.member };
  change.record({ kind: 'clearance.issue', member: null, outcome: 'applied', clearance, ...content, ...why });
}

/** What a request is set to beside its state. */
interface Ending {
  readonly closed?: Closed;
  readonly expires_at?: number;
}

export function saveState(
  context: CommandContext,
  request: string,
  state: RequestProgress['state'],
  ending: Ending = {},
): void {
  const { tx, change } = context;
  const update = tx
    .updateTable('requests')
    .set({
      state,
      updated_at: change.now,
      version: change.version,
      ...(ending.expires_at === undefined ? {} : { expires_at: ending.expires_at }),
      ...(ending.closed === undefined ? {} : { closed: JSON.stringify(ending.closed) }),
    })
    .where('team', '=', change.team)
    .where('id', '=', request);
  post(tx, update);
}

/** Browsers are told of the request once more; nothing of its course has changed. */
export function touch({ tx, change }: CommandContext, request: string): void {
  const update = tx
    .updateTable('requests')
    .set({ version: change.version })
    .where('team', '=', change.team)
    .where('id', '=', request);
  post(tx, update);
}
