/** The team's newest ruleset: fetched when its number is new, believed only with the team's seal. */
import type { RulesetResponse } from '../api/routes.ts';
import { type Database, noteProblem, readMeta, type StoredConnection, writeMeta } from './db.ts';
import { START } from './local.ts';
import { SealError, verifyRuleset } from './seal.ts';

/** A bundle that was refused is not fetched again before this, unless a newer one is named. */
const REFUSED_AGAIN_MS = 5 * 60_000;
const PROBLEM = 'ruleset';

export interface BundleDeps {
  readonly db: Database;
  readonly ruleset: (connection: StoredConnection) => Promise<RulesetResponse>;
  readonly now: () => number;
}

/**
 * @returns true when a new ruleset is in use. One that is not genuine is refused, noted as a problem that people see,
 * and the ruleset in use stays.
 * @throws StoreError when the store cannot be reached or refuses
 */
export async function refreshRuleset(deps: BundleDeps): Promise<boolean> {
  const state = await deps.db.read(async (tx) => ({
    connection: await readMeta(tx, 'connection'),
    wanted: ((await readMeta(tx, 'position')) ?? START).wantedRuleset,
    current: (await readMeta(tx, 'ruleset'))?.version ?? 0,
    refused: (await readMeta(tx, 'problems'))?.find((problem) => problem.key === PROBLEM),
  }));
  const { connection, wanted, current, refused } = state;
  if (connection === undefined || wanted <= current) return false;
  const since = deps.now() - (refused?.at ?? 0);
  if (refused?.about === String(wanted) && since >= 0 && since < REFUSED_AGAIN_MS) return false;

  const answer = await deps.ruleset(connection);
  try {
    const expected = { key: connection.key, team: connection.team.id, version: answer.version, current };
    const bundle = await verifyRuleset(answer.jws, expected);
    return await deps.db.write(async (tx) => {
      const device = (await readMeta(tx, 'connection'))?.device;
      const stored = (await readMeta(tx, 'ruleset'))?.version ?? 0;
      if (device !== connection.device || bundle.version <= stored) return false;
      await writeMeta(tx, 'ruleset', { version: bundle.version, policy: bundle.policy });
      await writeMeta(tx, 'bundle', { jws: answer.jws, bundle });
      await noteProblem(tx, PROBLEM, null);
      return true;
    });
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    await deps.db.write(async (tx) => {
      if ((await readMeta(tx, 'connection'))?.device !== connection.device) return;
      await noteProblem(tx, PROBLEM, {
        code: `ruleset_${error.code}`,
        detail: error.detail,
        about: String(wanted),
        at: deps.now(),
      });
    });
    return false;
  }
}
