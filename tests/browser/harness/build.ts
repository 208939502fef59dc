import { existsSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** The folder that ships, as `npm run build` leaves it. Tests never load another. */
export function builtExtension(browser: 'chrome' | 'firefox'): string {
  const folder = fileURLToPath(new URL(`.output/${browser}-mv3`, root));
  if (!existsSync(folder))
    throw new Error(`There is no built extension in ${folder}: npm test and npm run build make it.`);
  return folder;
}

/**
 * A copy of a built extension for one browser: browsers read a content script from its folder when a page is opened, and
 * a build at the same time would leave that page without its gate. The folder is the caller's to remove.
 */
export async function ownCopy(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'signoff-extension-'));
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** The test composer of a platform as one self-contained HTML file. */
export function builtPage(platform: string): string {
  const file = fileURLToPath(new URL(`.output/pages/${platform}/index.html`, root));
  if (!existsSync(file)) throw new Error(`There is no built page in ${file}: npm test builds it.`);
  return file;
}
