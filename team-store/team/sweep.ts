/** What happens by the clock alone: requests run out, those who have to decide are reminded, others are called. */
import { sql } from 'kysely';
import { closesAt } from '../../utils/policy/request.ts';
import { stepsOf } from '../../utils/policy/steps.ts';
import { isMeant, sitsOn } from '../../utils/policy/who.ts';
import type { Tx } from '../database/database.ts';
import { type Change, inChange } from './change.ts';
import { saveExpiry } from './commands.ts';
import type { Core } from './core.ts';
import { listTeams } from './members.ts';
import { loadPeople } from './people.ts';
import { policyOf } from './policy.ts';
import { loadProgress } from './requests.ts';

const AT_ONCE = 100;
const HOUR_MS = 3_600_000;

/** Open requests whose time may be over; {@link closesAt} has the last word. */
async function maybeDue(tx: Tx, team: string, now: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from signoff.requests r
      where r.team = ${team} and r.expires_at <= ${now}
        and (r.state in ('waiting', 'changes-requested') or (r.state = 'approved' and not exists (
          select from signoff.clearances c
            where c.team = ${team} and c.request = r.id and c.revoked_at is null and c.expires_at > ${now - 7 * 24 * HOUR_MS})
          and r.expires_at <= ${now - 7 * 24 * HOUR_MS}))
      order by r.expires_at, r.id limit ${AT_ONCE}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Marks requests that waited too long, so that both sides see it without anybody touching them. @returns how many */
export async function expireRequests(core: Core): Promise<number> {
  let expired = 0;
  for (const team of await listTeams(core)) {
    expired += await core.db.inTeam(team, async (tx) => {
      const now = core.now();
      if ((await maybeDue(tx, team, now)).length === 0) return 0;
      return inChange(tx, team, now, async (change) => {
        let count = 0;
        for (const id of await maybeDue(tx, team, now)) {
          const request = await loadProgress(tx, team, id);
          const due = request === null ? null : closesAt(request);
          if (due === null || due > now) continue;
          await saveExpiry(tx, change, id);
          count += 1;
        }
        return count;
      });
    });
  }
  return expired;
}

interface Late {
  readonly id: string;
  readonly reminders: number;
  readonly escalated_at: number | null;
  readonly asked_at: number;
}

async function waitingSince(tx: Tx, team: string, before: number, now: number): Promise<Late[]> {
  return tx
    .selectFrom('requests as r')
    .innerJoin('request_versions as v', (join) =>
      join.onRef('v.team', '=', 'r.team').onRef('v.request', '=', 'r.id').onRef('v.number', '=', 'r.newest'),
    )
    .select(['r.id', 'r.reminders', 'r.escalated_at', 'v.created_at as asked_at'])
    .where('r.team', '=', team)
    .where('r.state', '=', 'waiting')
    .where('r.expires_at', '>', now)
    .where('v.created_at', '<=', before)
    .orderBy('v.created_at')
    .execute();
}

/** Enters whom a request waits for: the record is what other channels tell people by, and browsers show it. */
async function remind(tx: Tx, change: Change, late: Late, reminders: number): Promise<void> {
  const { team, version } = change;
  const request = await loadProgress(tx, team, late.id);
  const newest = request?.versions.at(-1);
  if (request === null || newest === undefined) return;
  const people = [...(await loadPeople(tx, team, null)).values()];
  const decided = newest.decisions.map(({ member }) => member);
  const open = stepsOf(newest.plan, newest.decisions).filter(({ state }) => state === 'open');
  const to = people
    .filter(({ member }) => ![request.author, newest.editor, ...decided].includes(member))
    .filter((person) => open.some(({ step }) => sitsOn(step.who, person)))
    .map(({ member }) => member);
  await tx
    .updateTable('requests')
    .set({ reminders, version })
    .where('team', '=', team)
    .where('id', '=', late.id)
    .execute();
  change.record({
    kind: 'request.remind',
    member: null,
    outcome: 'applied',
    request: late.id,
    number: newest.number,
    reminder: reminders,
    to,
  });
}

/** Reminds and calls by the policy in force. @returns how many requests it said something about */
export async function remindLate(core: Core): Promise<number> {
  let told = 0;
  for (const team of await listTeams(core)) {
    told += await core.db.inTeam(team, async (tx) => {
      const now = core.now();
      const { ruleset } = await tx
        .selectFrom('teams')
        .select('ruleset')
        .where('team', '=', team)
        .executeTakeFirstOrThrow();
      const { late } = await policyOf(tx, team, ruleset);
      if (late === undefined) return 0;
      const { remindAfterHours = [], escalateAfterHours, escalateTo } = late;
      const first = Math.min(...remindAfterHours, escalateAfterHours ?? Number.POSITIVE_INFINITY);
      const remindersDue = ({ asked_at }: Late): number =>
        remindAfterHours.filter((hours) => now >= asked_at + hours * HOUR_MS).length;
      const isToEscalate = ({ asked_at, escalated_at }: Late): boolean =>
        escalateAfterHours !== undefined &&
        escalated_at === null &&
        now >= asked_at + escalateAfterHours * HOUR_MS;
      const look = async (): Promise<Late[]> =>
        (await waitingSince(tx, team, now - first * HOUR_MS, now))
          .filter((one) => remindersDue(one) > one.reminders || isToEscalate(one))
          .slice(0, AT_ONCE);
      if ((await look()).length === 0) return 0;
      return inChange(tx, team, now, async (change) => {
        // Looked at once more: by now the team's other writers wait for this one.
        const all = await look();
        for (const one of all) {
          if (remindersDue(one) > one.reminders) await remind(tx, change, one, remindersDue(one));
          if (!isToEscalate(one) || escalateTo === undefined) continue;
          const people = [...(await loadPeople(tx, team, null)).values()];
          const to = people.filter((person) => isMeant(escalateTo, person)).map(({ member }) => member);
          await tx
            .updateTable('requests')
            .set({ escalated_at: now, version: change.version })
            .where('team', '=', team)
            .where('id', '=', one.id)
            .execute();
          change.record({ kind: 'request.escalate', member: null, outcome: 'applied', request: one.id, to });
        }
        return all.length;
      });
    });
  }
  return told;
}
