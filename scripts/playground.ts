/** Serves the practice composers on this machine only. */

import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

/** @param port 0 for any free one. @throws the system's error when the port is in use. */
export async function servePlayground(port: number): Promise<Playground> {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  await server.register(fastifyStatic, {
    root: fileURLToPath(new URL('../.output/pages/', import.meta.url)),
    prefix: '/playground/',
    redirect: true,
  });
  server.get('/', (_request, reply) => reply.redirect('/playground/'));
  await server.listen({ port, host: '127.0.0.1' });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The playground has no port.');
  return { url: `http://127.0.0.1:${address.port}/playground/`, close: () => server.close() };
}
