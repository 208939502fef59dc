/** Builds the test composers that the playground, the demo and the browser tests use, into `.output/pages/`. */
import { build } from 'vite';

export async function buildPages(): Promise<void> {
  await build({ configFile: 'tests/pages/vite.config.ts', logLevel: 'warn' });
}
