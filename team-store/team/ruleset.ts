/** Publishing what the team has switched on: all or nothing, numbered, signed. */
import type { Member, Ruleset } from '../../utils/api/entities.ts';
import type { Problem, PublishRequest, RulesetResponse } from '../../utils/api/routes.ts';
import { compile, RulesetError } from '../../utils/rules/compile.ts';
import { loadPack } from '../../utils/rules/load.ts';
import { misfitsOf } from '../../utils/rules/misfits.ts';
import type { Overrides, Pack } from '../../utils/rules/schema.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { byToken } from '../record/caller.ts';
import { rulesetContent } from '../record/contents.ts';
import { onRecord } from '../record/refused.ts';
import { type Change, inChange } from './change.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { recheckRequests } from './recheck.ts';
import { checkAdmin } from './roles.ts';

type Places = NonNullable<Problem['errors']>;

function loadPacks(sources: PublishRequest['packs']): Pack[] {
  const packs: Pack[] = [];
  const errors: Places = [];
  const files = new Map<string, string>();
  for (const { yaml, file } of sources) {
    const loaded = loadPack(yaml, file);
    if (!loaded.ok) {
      errors.push(
        ...loaded.errors.map(({ path, message, line, column }) => ({ path, message, file, line, column })),
      );
      continue;
    }
    const other = files.get(loaded.pack.pack);
    if (other !== undefined)
      errors.push({
        path: 'pack',
        message: `The pack "${loaded.pack.pack}" is also in ${other}.`,
        file,
        line: 1,
        column: 1,
      });
    files.set(loaded.pack.pack, file);
    packs.push(loaded.pack);
  }
  if (errors.length > 0) throw new Refusal('ruleset_invalid', { errors });
  return packs;
}

/** What merely has no effect any more is told in the console, and stands in nobody's way. */
function checkOverrides(packs: readonly Pack[], overrides: Overrides): void {
  const errors = misfitsOf(packs, overrides)
    .filter(({ isFatal }) => isFatal)
    .map(({ rule, at, message }) => ({
      path: at === '' ? `overrides.${rule}` : `overrides.${rule}.${at}`,
      message,
    }));
  if (errors.length > 0) throw new Refusal('ruleset_invalid', { errors });
}

/**
 * Everything that can be wrong with rules, found before anything is touched.
 * @throws Refusal `ruleset_invalid` with every place
 */
export function checkRules(request: Pick<PublishRequest, 'packs' | 'overrides'>, now: number): Pack[] {
  const packs = loadPacks(request.packs);
  checkOverrides(packs, request.overrides);
  try {
    compile({ packs, overrides: request.overrides }, { locale: 'en', now });
  } catch (error) {
    if (!(error instanceof RulesetError)) throw error;
    throw new Refusal('ruleset_invalid', {
      errors: [{ path: 'packs', message: error.message }],
      cause: error,
    });
  }
  return packs;
}

/** Signs and stores the next ruleset. The caller has checked the rules, the base and the member's role. */
export async function insertRuleset(
  core: Core,
  tx: Tx,
  change: Change,
  member: Pick<Member, 'id' | 'name'>,
  request: PublishRequest,
  packs: Pack[],
): Promise<RulesetResponse> {
  const { team, now } = change;
  const number = change.ruleset + 1;
  const { overrides, policy, note } = request;
  const bundle: Ruleset = {
    typ: 'signoff-ruleset',
    team,
    version: number,
    packs,
    overrides,
    policy,
    note,
    publishedAt: now,
    publishedBy: { id: member.id, name: member.name },
  };
  const jws = await (await core.signerOf(tx, team)).sign(bundle);
  await tx
    .insertInto('rulesets')
    .values({
      team,
      number,
      packs: JSON.stringify(request.packs),
      overrides: JSON.stringify(overrides),
      policy: JSON.stringify(policy),
      note,
      jws,
      published_at: now,
      published_by: member.id,
      version: change.version,
    })
    .execute();
  await tx.updateTable('teams').set({ ruleset: number }).where('team', '=', team).execute();
  change.record(
    {
      kind: 'ruleset.publish',
      member: member.id,
      outcome: 'applied',
      number,
      packs: packs.map(({ pack, version }) => `${pack}@${version}`),
      policy,
    },
    rulesetContent(request),
  );
  await recheckRequests(core, tx, change, number);
  return { version: number, jws };
}

/** @throws Refusal `wrong_role`, `ruleset_changed`, `ruleset_invalid`, and those of the token */
export function publish(core: Core, token: string | null, request: PublishRequest): Promise<RulesetResponse> {
  return onRecord(core, byToken(core, token), { kind: 'ruleset.publish', base: request.base }, () =>
    publishNext(core, token, request),
  );
}

async function publishNext(
  core: Core,
  token: string | null,
  request: PublishRequest,
): Promise<RulesetResponse> {
  await asDevice(core, token, 'read', async (tx, { team, member }) => {
    checkAdmin(member);
    const row = await tx
      .selectFrom('teams')
      .select('ruleset')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    if (row.ruleset !== request.base) throw new Refusal('ruleset_changed');
  });
  // Reading and trying large packs takes a while; nobody waits for a lock meanwhile, and all is checked again below.
  const packs = checkRules(request, core.now());
  return asDevice(core, token, 'write', (tx, device) =>
    inChange(tx, device.team, core.now(), async (change) => {
      checkAdmin(device.member);
      if (change.ruleset !== request.base) throw new Refusal('ruleset_changed');
      return insertRuleset(
        core,
        tx,
        { ...change, record: (entry, content) => change.record({ ...entry, device: device.id }, content) },
        device.member,
        request,
        packs,
      );
    }),
  );
}

/**
 * The ruleset in force.
 * @param known the number of the one that the browser has, when it has one
 * @returns null when that is in force: a bundle may be megabytes, and is not read for that
 * @throws Refusal `not_found` before the first is published
 */
export function currentRuleset(
  core: Core,
  token: string | null,
  known: number | null,
): Promise<RulesetResponse | null> {
  return asDevice(core, token, 'read', async (tx, { team }) => {
    const { ruleset } = await tx
      .selectFrom('teams')
      .select('ruleset')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    if (ruleset === 0) throw new Refusal('not_found', { text: 'no_ruleset' });
    if (ruleset === known) return null;
    const { jws } = await tx
      .selectFrom('rulesets')
      .select('jws')
      .where('team', '=', team)
      .where('number', '=', ruleset)
      .executeTakeFirstOrThrow();
    return { version: ruleset, jws };
  });
}
