/** Builds the test composers that the playground, the demo and the browser tests use, into `.output/pages/`. */
import { createBuilder } from 'vite';

export async function buildPages(): Promise<void> {
  // `build()` would make the index page alone: each composer is an environment of its own, and it builds only one.
  const builder = await createBuilder({ configFile: 'tests/pages/vite.config.ts', logLevel: 'warn' });
  await builder.buildApp();
}
