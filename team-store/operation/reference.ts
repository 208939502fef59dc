/** The API to read and to browse: `/api/openapi.json`, and pages for it at `/api/reference/`, all from this server. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApi } from './openapi.ts';

/** Its scripts and styles are files of its own; nothing inline, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function reference(app: FastifyInstance): Promise<void> {
  const document = openApi();
  const text = JSON.stringify(document);
  app.get('/api/openapi.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .send(text),
  );
  // The plugin's types know OpenAPI 3.0's document; it passes this one on as it is.
  const specification = { document: JSON.parse(text) };
  await app.register(swagger, { mode: 'static', specification });
  await app.register(swaggerUi, {
    routePrefix: '/api/reference',
    staticCSP: POLICY,
    uiConfig: { deepLinking: true, supportedSubmitMethods: [], validatorUrl: null },
    theme: { title: 'Signoff team store' },
  });
}
