import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** The folder that ships, as `npm run build` leaves it. Tests never load another. */
export function builtExtension(browser: 'chrome' | 'firefox'): string {
  const folder = fileURLToPath(new URL(`.output/${browser}-mv3`, root));
  if (!existsSync(folder))
    throw new Error(`There is no built extension in ${folder}: npm test and npm run build make it.`);
  return folder;
}

/** The test composer of a platform as one self-contained HTML file. */
export function builtPage(platform: string): string {
  const file = fileURLToPath(new URL(`.output/pages/${platform}/index.html`, root));
  if (!existsSync(file)) throw new Error(`There is no built page in ${file}: npm test builds it.`);
  return file;
}
