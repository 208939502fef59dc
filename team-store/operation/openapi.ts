/** OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1) made from the contracts, so that it cannot say anything else. */
import { z } from 'zod';
import { REFUSALS } from '../../utils/api/codes.ts';
import { problemSchema, ROUTES, SOCKET_PATH } from '../../utils/api/routes.ts';

export type Json = Readonly<Record<string, unknown>>;

type RouteName = keyof typeof ROUTES;

/** A route without one does not compile. */
const SUMMARIES: Readonly<Record<RouteName, string>> = {
  join: 'Connects a browser with the one-time code that its member was shown; the answer has its token.',
  push: 'Takes commands in the order of the device: each is applied once, a repeat gets the result of the first.',
  pull: 'What is new for this member since a position in the history of the team.',
  ruleset: 'The ruleset in force, signed. With `If-None-Match` an unchanged one is answered 304.',
  rulesetSources: 'The packs, overrides and policy of a ruleset as they were written.',
  rulesetHistory: 'Every ruleset that was ever published, the newest first.',
  rulesetDevices: 'Which ruleset each connected browser runs. For admins and auditors.',
  ruleFigures: 'What rules have found during the last thirty days. For admins and auditors.',
  insight: 'How approvals went in the last weeks, as aggregates. For admins and auditors.',
  recentPosts: 'What the team handed in last, to try rules on. For admins.',
  shippedPacks: 'The packs that come with the store.',
  publish: 'Publishes a ruleset, made from the newest one. For admins.',
  groups: 'Named groups, and who decides for whom.',
  setGroup: 'Makes, changes or removes a group. For admins.',
  setAbsence: 'Says who decides for a member who is away, or that nobody has to any more.',
  pause: 'Stops what goes out: of the team, a platform, an account or about a topic. For admins.',
  liftPause: 'Lifts a pause. For admins.',
  dryRun: 'What a draft would need by a policy, and from whom. Nothing is kept.',
  askWords: 'Asks the admins to accept words that a rule has found.',
  wordAsks: 'What authors ask to have accepted and nobody has answered. For admins.',
  ownWordAsks: 'What this member asked to have accepted lately, and how admins answered.',
  closeWordAsk: 'Answers such a question: accepted, or declined with a reason. For admins.',
  devices: 'The connected browsers of this member.',
  logCheckpoint: 'The newest signed checkpoint of the log, with the proof that it continues an older one.',
  logExport: 'The log of the team as JSON Lines, to be verified offline. For auditors and admins.',
  webhooks: 'Where events of the team go. For admins.',
  webhookAdd: 'Adds a webhook; its secret is in this answer only. For admins.',
  webhookSecret: 'Makes a new secret; the one before stays good for a day. For admins.',
  webhookRemove: 'Removes a webhook. For admins.',
  outbox: 'Messages that wait, were sent, or were given up. For admins.',
  outboxRetry: 'Sends messages again that were given up. For admins.',
  leave: 'Disconnects this browser: its token is worth nothing afterwards.',
};

/** Of the document; `paths` by path and method. */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly info: Json;
  readonly servers: readonly Json[];
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

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/** Text becomes a number on the way in: what may be left out is the input's to say, what it has to be the output's. */
function parametersOf(schema: z.ZodType): Json[] {
  const { properties = {} } = z.toJSONSchema(schema, {
    io: 'output',
    unrepresentable: 'any',
  }) as ObjectSchema;
  const { required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as ObjectSchema;
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: one,
  }));
}

/** With the codes that there are, and room for what single codes add, such as `last` of a gap in the sequence. */
function problemInto(schemas: Record<string, Json>): Json {
  const reference = hoist('Problem', problemSchema, 'output', schemas);
  const { additionalProperties: _, properties, ...rest } = schemas.Problem as Json & { properties: Json };
  const code = { type: 'string', enum: Object.keys(REFUSALS) };
  schemas.Problem = { ...rest, properties: { ...properties, code } };
  return reference;
}

/** The document; the same at every call. */
export function openApi(): OpenApi {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Readonly<Record<string, Json>>> = {};
  const problems = { 'application/problem+json': { schema: problemInto(schemas) } };
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, (typeof ROUTES)[RouteName]][]) {
    const title = capital(name);
    const type = 'stream' in route ? route.stream : 'application/json';
    const answer = hoist(`${title}Response`, route.response, 'output', schemas);
    const operation: Json = {
      operationId: name,
      summary: SUMMARIES[name],
      tags: [route.path.split('/')[3] ?? 'store'],
      security: route.auth === 'device' ? [{ device: [] }] : [],
      responses: {
        200: { description: 'Done.', content: { [type]: { schema: answer } } },
        default: { description: 'A problem (RFC 9457) with a stable `code`.', content: problems },
      },
      ...('query' in route ? { parameters: parametersOf(route.query) } : {}),
      ...('body' in route
        ? {
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: hoist(`${title}Request`, route.body, 'input', schemas) },
              },
            },
          }
        : {}),
    };
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  const codes = Object.entries(REFUSALS).map(([code, status]) => `- \`${code}\` (${status})`);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Signoff team store',
      version: '1',
      description: `A WebSocket at \`${SOCKET_PATH}\` says that something is new, never what; its first message is \`{"type":"hello","token":…}\`.\n\nCodes of problems, each with its status:\n\n${codes.join('\n')}`,
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer', description: 'The token of a connected browser.' },
      },
    },
  };
}
