/**
 * Commands from a browser's outbox: each once, in the device's order, whatever the network repeats or drops. The
 * outcome is stored in the transaction that applies it, so an answer that was lost is given again.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Mutation, MutationResult, PushRequest, PushResponse } from '../../utils/api/commands.ts';
import { pickLocale } from '../../utils/i18n/translator.ts';
import type { LintResult } from '../../utils/lint/finding.ts';
import { inSavepoint, post, type Tx } from '../database/database.ts';
import { codeOf, Refusal } from '../errors.ts';
import type { Texts } from '../texts.ts';
import { type Change, inChange } from './change.ts';
import { type CommandContext, rememberProgress, type Submission } from './commands/context.ts';
import { describe } from './commands/describe.ts';
import { applyCommand, isDue, isOnRequest, isSubmission, saveExpiry } from './commands.ts';
import type { Core } from './core.ts';
import { asDevice, type Device } from './devices.ts';

function digestOf({ command }: Mutation): Buffer {
  return createHash('sha256')
    .update(
      canonicalize(
        JSON.parse(
          JSON.stringify(command, (_key, value) =>
            typeof value === 'string' ? value.toWellFormed() : value,
          ),
        ),
      ) ?? '',
    )
    .digest();
}

interface Stored {
  readonly seq: number;
  readonly id: string;
  readonly digest: Buffer;
  readonly result: MutationResult;
}

async function loadStored(tx: Tx, device: Device, mutations: readonly Mutation[]): Promise<Stored[]> {
  const rows = await tx
    .selectFrom('mutations')
    .select(['seq', 'id', 'digest', 'outcome', 'code', 'detail'])
    .where('team', '=', device.team)
    .where('device', '=', device.id)
    .where((eb) =>
      eb.or([
        eb(
          'seq',
          'in',
          mutations.map(({ seq }) => seq),
        ),
        eb(
          'id',
          'in',
          mutations.map(({ id }) => id),
        ),
      ]),
    )
    .execute();
  return rows.map(({ seq, id, digest, outcome, code, detail }) => ({
    seq,
    id,
    digest,
    result:
      outcome === 'applied'
        ? { seq, outcome }
        : { seq, outcome, code: code ?? 'internal', detail: detail ?? '' },
  }));
}

/**
 * Splits what was sent into answers already given and commands that are new.
 * @throws Refusal `sequence_gap`, `id_reused`; both carry `last`
 */
async function sort(
  tx: Tx,
  device: Device,
  mutations: readonly Mutation[],
): Promise<{ known: MutationResult[]; fresh: Mutation[] }> {
  const extra = { last: device.lastSeq };
  const stored = await loadStored(tx, device, mutations);
  const bySeq = new Map(stored.map((one) => [one.seq, one]));
  const ids = new Map(stored.map((one) => [one.id, one.seq]));
  const known: MutationResult[] = [];
  const fresh: Mutation[] = [];
  let next = device.lastSeq + 1;
  let before = 0;
  for (const mutation of mutations) {
    const { seq, id } = mutation;
    if (seq <= before) throw new Refusal('sequence_gap', { extra });
    before = seq;
    if ((ids.get(id) ?? seq) !== seq) throw new Refusal('id_reused', { extra });
    ids.set(id, seq);
    if (seq <= device.lastSeq) {
      const old = bySeq.get(seq);
      if (old === undefined || old.id !== id || !old.digest.equals(digestOf(mutation)))
        throw new Refusal('id_reused', { extra });
      known.push(old.result);
      continue;
    }
    if (seq !== next) throw new Refusal('sequence_gap', { extra });
    next += 1;
    fresh.push(mutation);
  }
  return { known, fresh };
}

/** Errors of PostgreSQL that say the command's own data is the reason; anything else is the store's fault. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error.code === 'unavailable' ? null : error;
  const code = codeOf(error);
  // Class 22: a character or number that PostgreSQL cannot hold, such as U+0000.
  if (code?.startsWith('22')) return new Refusal('invalid_input', { cause: error });
  if (code === '23505') return new Refusal('id_reused', { cause: error });
  if (code === '23514' && /decided_by_another|seat_of_another/.test(String(error)))
    return new Refusal('own_request', { cause: error });
  return null;
}

type Check = (submission: Submission) => Promise<LintResult>;

function checkWith(core: Core, tx: Tx, team: string, ruleset: number): Check {
  return (submission) => {
    const locale = pickLocale(submission.findings.slice(0, 1).map((finding) => finding.locale));
    const { draft, declared = [] } = submission;
    return core.checker.check(tx, team, ruleset, { draft, declared }, locale, core.now());
  };
}

const submissionsIn = (mutations: readonly Mutation[]): Submission[] =>
  mutations.map(({ command }) => command).filter(isSubmission);

/** The ruleset that drafts are checked with ahead; nobody asks for it when there is none. */
async function rulesetAhead(tx: Tx, team: string, mutations: readonly Mutation[]): Promise<number> {
  if (submissionsIn(mutations).length === 0) return 0;
  const row = await tx.selectFrom('teams').select('ruleset').where('team', '=', team).executeTakeFirst();
  return row?.ruleset ?? 0;
}

/** Drafts are checked before the team's other writers have to wait for this one. */
async function checkAhead(
  core: Core,
  tx: Tx,
  team: string,
  fresh: readonly Mutation[],
  ahead: number,
): Promise<(ruleset: number) => Check> {
  const done = new Map<Submission, LintResult>();
  const check = checkWith(core, tx, team, ahead);
  for (const submission of submissionsIn(fresh)) done.set(submission, await check(submission));
  return (ruleset) => async (submission) => {
    const result = ruleset === ahead ? done.get(submission) : undefined;
    return result ?? checkWith(core, tx, team, ruleset)(submission);
  };
}

async function applyOne(
  core: Core,
  tx: Tx,
  change: Change,
  device: Device,
  mutation: Mutation,
  check: Check,
  texts: Texts,
): Promise<MutationResult> {
  const { seq, id, command } = mutation;
  const entry = {
    kind: command.kind,
    member: device.member.id,
    device: device.id,
    seq,
    mutation: id,
    command: digestOf(mutation).toString('hex'),
    ...describe(command),
  };
  const progressOf = rememberProgress(tx, device.team);
  if (isOnRequest(command) && (await isDue({ progressOf, change }, command)))
    await saveExpiry(tx, change, command.request);
  // What a refused command would have recorded is undone with it.
  const recorded: Parameters<Change['record']>[] = [];
  let content: object | undefined;
  try {
    const context: CommandContext = {
      core,
      tx,
      change: { ...change, record: (...one) => void recorded.push(one) },
      member: device.member,
      device: device.id,
      progressOf,
      id,
      check,
      keep: (one) => {
        content = one;
      },
    };
    const effect = await inSavepoint(tx, () => applyCommand(context, command));
    if (effect === 'applied') {
      change.record({ ...entry, outcome: effect }, content);
      for (const one of recorded) change.record(...one);
    }
    return { seq, outcome: 'applied' };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    change.record({ ...entry, outcome: 'refused', code: refusal.code });
    const detail = refusal.text === null ? texts.refusal(refusal.code) : texts.say(refusal.text);
    return { seq, outcome: 'refused', code: refusal.code, detail };
  }
}

async function applyFresh(
  core: Core,
  tx: Tx,
  device: Device,
  fresh: readonly Mutation[],
  ahead: number,
  texts: Texts,
): Promise<MutationResult[]> {
  const checks = await checkAhead(core, tx, device.team, fresh, ahead);
  const now = core.now();
  return inChange(tx, device.team, now, async (change) => {
    const results: MutationResult[] = [];
    const check = checks(change.ruleset);
    for (const mutation of fresh)
      results.push(await applyOne(core, tx, change, device, mutation, check, texts));
    const kept = tx.insertInto('mutations').values(
      fresh.map((mutation, at) => {
        const result = results[at];
        if (result === undefined) throw new Error('every command has an outcome');
        const refused = result.outcome === 'refused';
        return {
          team: device.team,
          device: device.id,
          seq: mutation.seq,
          id: mutation.id,
          digest: digestOf(mutation),
          outcome: result.outcome,
          code: refused ? result.code : null,
          detail: refused ? result.detail : null,
          at: now,
        };
      }),
    );
    const heard = tx
      .updateTable('devices')
      .set({ last_seq: device.lastSeq + fresh.length })
      .where('team', '=', device.team)
      .where('id', '=', device.id);
    post(tx, kept);
    post(tx, heard);
    return results;
  });
}

/** @throws Refusal `unauthorized`, `token_revoked`, `sequence_gap`, `id_reused`, `unavailable` */
export function push(
  core: Core,
  token: string | null,
  request: PushRequest,
  texts: Texts,
): Promise<PushResponse> {
  return asDevice(core, token, 'push', async (tx, device) => {
    const { mutations } = request;
    const [{ known, fresh }, ahead] = await Promise.all([
      sort(tx, device, mutations),
      rulesetAhead(tx, device.team, mutations),
    ]);
    const results = fresh.length === 0 ? [] : await applyFresh(core, tx, device, fresh, ahead, texts);
    return { results: [...known, ...results], last: device.lastSeq + fresh.length, now: core.now() };
  });
}
