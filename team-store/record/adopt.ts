/** Teams from before the log kept texts: what the store has of them is entered once, so that an export re-creates it. */
import type { Tx } from '../database/database.ts';
import { type Change, inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { listTeams } from '../team/members.ts';
import { rulesetContent, versionContent } from './contents.ts';

const ADOPTED = { kind: 'record.adopt', member: null, outcome: 'applied' } as const;

const PAGE = 200;

async function adoptPeople(tx: Tx, change: Change): Promise<void> {
  const { team } = change;
  const { name } = await tx
    .selectFrom('teams')
    .select('name')
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  change.record(ADOPTED, { name });
  const members = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email'])
    .where('team', '=', team)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  for (const { id, name, email } of members) change.record({ ...ADOPTED, subject: id }, { name, email });
  const devices = await tx
    .selectFrom('devices')
    .select(['id', 'name'])
    .where('team', '=', team)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  for (const { id, name } of devices) change.record({ ...ADOPTED, device: id }, { name });
}

async function adoptRulesets(tx: Tx, change: Change): Promise<void> {
  const rulesets = await tx
    .selectFrom('rulesets')
    .select(['number', 'packs', 'overrides', 'policy', 'note'])
    .where('team', '=', change.team)
    .orderBy('number')
    .execute();
  for (const { number, ...written } of rulesets)
    change.record({ ...ADOPTED, number }, rulesetContent(written));
}

/** The next versions after one; a page, because all of a large team's are too much for the memory. */
function nextVersions(tx: Tx, team: string, after: { request: string; number: number } | null) {
  const query = tx
    .selectFrom('request_versions')
    .select(['request', 'number', 'author', 'editor', 'draft', 'note', 'verdict', 'findings', 'fingerprint'])
    .where('team', '=', team)
    .orderBy('request')
    .orderBy('number')
    .limit(PAGE);
  return after === null
    ? query.execute()
    : query
        .where((eb) =>
          eb.or([
            eb('request', '>', after.request),
            eb.and([eb('request', '=', after.request), eb('number', '>', after.number)]),
          ]),
        )
        .execute();
}

async function adoptVersions(core: Core, tx: Tx, team: string): Promise<void> {
  let page = await nextVersions(tx, team, null);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const versions = page;
    await inChange(tx, team, core.now(), async (change) => {
      for (const { request, fingerprint, ...version } of versions)
        change.record({ ...ADOPTED, request, number: version.number, fingerprint }, versionContent(version));
    });
    page = await nextVersions(tx, team, last);
  }
}

/** Enters, once a team, what older entries were about. @returns how many teams were adopted now */
export async function adoptRecords(core: Core): Promise<number> {
  let adopted = 0;
  for (const team of await listTeams(core)) {
    const isDone = (tx: Tx) =>
      tx.selectFrom('teams').select('log_adopted').where('team', '=', team).executeTakeFirstOrThrow();
    if ((await core.db.readTeam(team, isDone)).log_adopted) continue;
    await core.db.inTeam(team, async (tx) => {
      const isFirst = await inChange(tx, team, core.now(), async (change) => {
        // Another server may have been first; the change has waited for it.
        if ((await isDone(tx)).log_adopted) return false;
        await adoptPeople(tx, change);
        await adoptRulesets(tx, change);
        return true;
      });
      if (!isFirst) return;
      await adoptVersions(core, tx, team);
      await tx.updateTable('teams').set({ log_adopted: true }).where('team', '=', team).execute();
      adopted += 1;
    });
  }
  return adopted;
}
