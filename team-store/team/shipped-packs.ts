/** The packs that come with this store, as they are: what a team may take over, or upgrade to. */
import { readFile } from 'node:fs/promises';
import type { ShippedPack } from '../../utils/api/routes.ts';
import { packFile, SHIPPED_PACKS } from '../../utils/rules/starter.ts';

const PACKS = new URL('../../assets/packs/', import.meta.url);

let read: Promise<readonly ShippedPack[]> | null = null;

/** In the order of the registry; read once. @throws Error of the file system, or where a pack does not say its version */
export function readShippedPacks(): Promise<readonly ShippedPack[]> {
  read ??= readAll().catch((error: unknown) => {
    read = null;
    throw error;
  });
  return read;
}

function readAll(): Promise<ShippedPack[]> {
  return Promise.all(
    SHIPPED_PACKS.map(async (pack) => {
      const file = packFile(pack);
      const yaml = await readFile(new URL(file, PACKS), 'utf8');
      // Reading all of the YAML for one line would hold up everybody for a second.
      const version = /^version: *["']?(\d+\.\d+\.\d+)/m.exec(yaml)?.[1];
      if (version === undefined) throw new Error(`The pack ${file} does not say its version.`);
      return { pack, version, file, yaml };
    }),
  );
}
