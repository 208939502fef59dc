/** How Node reads the packs that come with Signoff. */
import { readFileSync } from 'node:fs';
import { loadPack } from '../utils/rules/load.ts';
import type { Pack } from '../utils/rules/schema.ts';
import { packFile, SHIPPED_PACKS, type ShippedPackId, STARTER_PACKS } from '../utils/rules/starter.ts';

const FOLDER = new URL('../assets/packs/', import.meta.url);

/** The pack's own text, as it is shipped. */
export function readPackSource(id: ShippedPackId): string {
  return readFileSync(new URL(packFile(id), FOLDER), 'utf8');
}

/**
 * A shipped pack, checked like any other.
 * @throws Error when the file is gone or was changed so that it no longer loads
 */
export function readPack(id: ShippedPackId): Pack {
  const loaded = loadPack(readPackSource(id), packFile(id));
  if (loaded.ok) return loaded.pack;
  const [{ file, line, column, message }] = loaded.errors;
  throw new Error(`${file}:${line}:${column}: ${message}`);
}

export function readStarterPacks(): Pack[] {
  return STARTER_PACKS.map(readPack);
}

export function readShippedPacks(): Pack[] {
  return SHIPPED_PACKS.map(readPack);
}
