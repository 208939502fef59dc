/** `npm run gallery`: every component in every state, on a page that follows what is being edited. */
import process from 'node:process';
import { createServer } from 'vite';
import { problem, say } from './say.ts';

try {
  const server = await createServer({ configFile: 'tests/gallery/vite.config.ts', logLevel: 'warn' });
  await server.listen();
  say(`The components stand at ${server.resolvedUrls?.local[0] ?? 'an address that could not be told'}`);
} catch (error) {
  problem(error);
  process.exitCode = 1;
}
