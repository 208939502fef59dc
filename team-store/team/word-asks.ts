/** What authors ask to have on the list of accepted words, and admins answer by changing the rules, or not. */
import type { z } from 'zod';
import type { askWordsRequest, wordAsksResponse } from '../../utils/api/routes.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inChange } from './change.ts';
import type { Core } from './core.ts';

/** Asks whose turn never comes must not grow without end. */
const MOST_OPEN = 500;

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

/** @throws Refusal `wrong_role`, `not_found` */
export function closeWordAsk(core: Core, caller: Caller, ask: string): Promise<Nothing> {
  const entry = { kind: 'words.close', ask };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now } = change;
        if (!actor.member.roles.includes('admin')) throw new Refusal('wrong_role');
        const { numUpdatedRows } = await tx
          .updateTable('word_asks')
          .set({ closed_at: now, closed_by: actor.member.id })
          .where('team', '=', team)
          .where('id', '=', ask)
          .where('closed_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' });
        return {};
      }),
    ),
  );
}
