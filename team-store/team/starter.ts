/** The rules that every new team begins with: the starter packs that Signoff ships, as they are. */
import { readdir, readFile } from 'node:fs/promises';
import type { Member } from '../../utils/api/entities.ts';
import { type Policy, policySchema } from '../../utils/policy/policy.ts';
import type { Overrides, Pack } from '../../utils/rules/schema.ts';
import { packFile, STARTER_PACKS } from '../../utils/rules/starter.ts';
import type { Tx } from '../database/database.ts';
import type { PackSource } from '../database/tables.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';
import { checkRules, insertRuleset } from './ruleset.ts';

const PACKS = new URL('../../assets/packs/', import.meta.url);

export interface StarterOptions {
  /** What the record says of this first ruleset. */
  readonly note: string;
  readonly overrides?: Overrides;
  readonly policy?: Policy;
  /** Folder of YAML files, with a slash at the end: all of its packs rather than the starter packs. */
  readonly folder?: URL;
}

/** Rules that have been read and checked, ready to be published in a transaction. */
export interface StarterRules {
  readonly sources: PackSource[];
  readonly packs: Pack[];
  readonly overrides: Overrides;
  readonly policy: Policy;
  readonly note: string;
}

/**
 * Reads and checks the starter packs; touches nothing.
 * @throws Refusal `ruleset_invalid`, or the error of the file system
 */
export async function readStarterRules(now: number, options: StarterOptions): Promise<StarterRules> {
  const { note, overrides = {}, policy = policySchema.parse({}), folder } = options;
  const names = folder === undefined ? STARTER_PACKS.map(packFile) : await packsIn(folder);
  const sources = await Promise.all(
    names.map(async (file) => ({ file, yaml: await readFile(new URL(file, folder ?? PACKS), 'utf8') })),
  );
  return { sources, packs: checkRules({ packs: sources, overrides }, now), overrides, policy, note };
}

async function packsIn(folder: URL): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (names.length === 0) throw new Error(`There are no rule packs in ${folder.pathname}.`);
  return names;
}

/** Publishes them as the first ruleset of a team that has none yet. */
export async function publishStarterRules(
  core: Core,
  tx: Tx,
  change: Change,
  member: Pick<Member, 'id' | 'name'>,
  { sources, packs, overrides, policy, note }: StarterRules,
): Promise<void> {
  await insertRuleset(core, tx, change, member, { base: 0, packs: sources, overrides, policy, note }, packs);
}
