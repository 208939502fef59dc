/** How Node reads the packs that Signoff ships. */
import { readFileSync } from 'node:fs';
import { loadPack } from '../utils/rules/load.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { STARTER_PACKS, type StarterPackId, starterPackFile } from '../utils/rules/starter.ts';

const FOLDER = new URL('../assets/packs/', import.meta.url);

/** The pack's own text, as it is shipped. */
export function readStarterSource(id: StarterPackId): string {
  return readFileSync(new URL(starterPackFile(id), FOLDER), 'utf8');
}

/**
 * A shipped pack, checked like any other.
 * @throws Error when the file is gone or was changed so that it no longer loads
 */
export function readStarterPack(id: StarterPackId): Pack {
  const loaded = loadPack(readStarterSource(id), starterPackFile(id));
  if (loaded.ok) return loaded.pack;
  const [{ file, line, column, message }] = loaded.errors;
  throw new Error(`${file}:${line}:${column}: ${message}`);
}

export function readStarterPacks(): Pack[] {
  return STARTER_PACKS.map(readStarterPack);
}
