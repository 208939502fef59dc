/** OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1) made from the contracts, so that it cannot say anything else. */
import { z } from 'zod';
import { REFUSALS } from '../../utils/api/codes.ts';
import { problemSchema, ROUTES } from '../../utils/api/routes.ts';

type Json = Record<string, unknown>;

export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly info: Json;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly securitySchemes: Json };
}

const SCHEMAS = '#/components/schemas/';

/** Definitions within a schema become components of the document; references follow them. */
function hoist(name: string, schema: z.ZodType, io: 'input' | 'output', into: Record<string, Json>): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  const { $defs = {}, $schema: _, ...root } = made as { $defs?: Record<string, Json>; $schema?: string };
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string') return [key, follow(inner)];
        return [key, inner === '#' ? SCHEMAS + name : inner.replace('#/$defs/', `${SCHEMAS}${name}.`)];
      }),
    );
  };
  for (const [inner, definition] of Object.entries($defs))
    into[`${name}.${inner}`] = follow(definition) as Json;
  into[name] = follow(root) as Json;
  return { $ref: SCHEMAS + name };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function parametersOf(schema: z.ZodType): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: one,
  }));
}

export function openApi(): OpenApi {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Record<string, Json>> = {};
  const problem = hoist('Problem', problemSchema, 'output', schemas);
  const problems = { 'application/problem+json': { schema: problem } };
  for (const [name, route] of Object.entries(ROUTES)) {
    const title = capital(name);
    const type = 'stream' in route ? route.stream : 'application/json';
    const answer = hoist(`${title}Response`, route.response, 'output', schemas);
    const operation: Json = {
      operationId: name,
      tags: [route.path.split('/')[3] ?? 'store'],
      security: route.auth === 'device' ? [{ device: [] }] : [],
      responses: {
        200: { description: 'Done.', content: { [type]: { schema: answer } } },
        default: { description: 'A problem (RFC 9457) with a stable `code`.', content: problems },
      },
    };
    if ('query' in route) operation.parameters = parametersOf(route.query);
    if ('body' in route)
      operation.requestBody = {
        required: true,
        content: {
          'application/json': { schema: hoist(`${title}Request`, route.body, 'input', schemas) },
        },
      };
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  const codes = Object.entries(REFUSALS).map(([code, status]) => `- \`${code}\` (${status})`);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Signoff team store',
      version: '1',
      description: `Codes of problems:\n\n${codes.join('\n')}`,
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer', description: 'The token of a connected browser.' },
      },
    },
  };
}
