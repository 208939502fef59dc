/** What authors ask to have on the list of accepted words, and admins answer by changing the rules, or not. */
import type { z } from 'zod';
import type { askWordsRequest, OwnWordAsks, WordAnswer, wordAsksResponse } from '../../utils/api/routes.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inChange } from './change.ts';
import type { Core } from './core.ts';
import { checkAdmin } from './roles.ts';

/** Asks whose turn never comes must not grow without end. */
const MOST_OPEN = 500;
/** So many of their own asks a member is told of. */
const MOST_OWN = 50;

type Nothing = Record<string, never>;

/** Asking the same once more changes nothing. @throws Refusal `wrong_role`, `id_reused`, `rate_limited` */
export function askForWords(
  core: Core,
  caller: Caller,
  { ask, pack, rule, words, note }: z.infer<typeof askWordsRequest>,
): Promise<Nothing> {
  const entry = { kind: 'words.ask', ask, pack, rule };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now } = change;
        const { member } = actor;
        if (!member.roles.some((role) => role !== 'auditor')) throw new Refusal('wrong_role');
        const known = await tx
          .selectFrom('word_asks')
          .select(['id', 'member', 'pack', 'rule', 'words'])
          .where('team', '=', team)
          .where((is) =>
            is.or([
              is('id', '=', ask),
              is.and([
                is('member', '=', member.id),
                is('pack', '=', pack),
                is('rule', '=', rule),
                is('words', '=', words),
                is('closed_at', 'is', null),
              ]),
            ]),
          )
          .execute();
        const [same] = known;
        if (same !== undefined) {
          if (same.member !== member.id || same.words !== words || same.rule !== rule || same.pack !== pack)
            throw new Refusal('id_reused');
          return {};
        }
        const { open } = await tx
          .selectFrom('word_asks')
          .select((eb) => eb.fn.countAll<string>().as('open'))
          .where('team', '=', team)
          .where('closed_at', 'is', null)
          .executeTakeFirstOrThrow();
        if (Number(open) >= MOST_OPEN) throw new Refusal('rate_limited');
        await tx
          .insertInto('word_asks')
          .values({ team, id: ask, member: member.id, pack, rule, words, note, at: now })
          .execute();
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' }, { words, note });
        return {};
      }),
    ),
  );
}

/** What nobody has answered, the oldest first. */
export async function listWordAsks(tx: Tx, team: string): Promise<z.input<typeof wordAsksResponse>> {
  const rows = await tx
    .selectFrom('word_asks as a')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'a.team').onRef('m.id', '=', 'a.member'))
    .select(['a.id', 'a.member', 'a.pack', 'a.rule', 'a.words', 'a.note', 'a.at', 'm.name'])
    .where('a.team', '=', team)
    .where('a.closed_at', 'is', null)
    .orderBy('a.at')
    .orderBy('a.id')
    .execute();
  return {
    asks: rows.map(({ id, member, name, pack, rule, words, note, at }) => ({
      ask: id,
      pack,
      rule,
      words,
      note,
      at,
      member: { id: member, name },
    })),
  };
}

/** What the member has asked for lately, the newest first, with what became of it. */
export async function listOwnWordAsks(tx: Tx, team: string, member: string): Promise<OwnWordAsks> {
  const rows = await tx
    .selectFrom('word_asks as a')
    .leftJoin('members as m', (join) => join.onRef('m.team', '=', 'a.team').onRef('m.id', '=', 'a.closed_by'))
    .select(['a.id', 'a.pack', 'a.rule', 'a.words', 'a.note', 'a.at', 'a.closed_at', 'a.closed_by'])
    .select(['a.answer', 'a.reason', 'm.name'])
    .where('a.team', '=', team)
    .where('a.member', '=', member)
    .orderBy('a.at', 'desc')
    .orderBy('a.id')
    .limit(MOST_OWN)
    .execute();
  return {
    asks: rows.map(({ id, pack, rule, words, note, at, closed_at, closed_by, answer, reason, name }) => ({
      ask: id,
      pack,
      rule,
      words,
      note,
      at,
      answer:
        closed_at === null || closed_by === null
          ? null
          : {
              kind: answer ?? 'closed',
              reason: reason ?? '',
              by: { id: closed_by, name: name ?? '' },
              at: closed_at,
            },
    })),
  };
}

/** Answers an ask that nobody has answered. @throws Refusal `wrong_role`, `not_found` */
export function closeWordAsk(core: Core, caller: Caller, given: WordAnswer): Promise<Nothing> {
  const { ask, answer } = given;
  const reason = given.answer === 'declined' ? given.reason : null;
  const entry = { kind: 'words.close', ask, answer };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now } = change;
        checkAdmin(actor.member);
        const { numUpdatedRows } = await tx
          .updateTable('word_asks')
          .set({ closed_at: now, closed_by: actor.member.id, answer, reason })
          .where('team', '=', team)
          .where('id', '=', ask)
          .where('closed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        change.record(
          { ...entry, ...doneBy(actor), outcome: 'applied' },
          reason === null ? undefined : { reason },
        );
        return {};
      }),
    ),
  );
}
