/** The HTTP contract of `utils/api/routes.ts`, one handler a route; a route without one does not compile. */
import { Readable } from 'node:stream';
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ROUTES } from '../../utils/api/routes.ts';
import { Refusal } from '../errors.ts';
import { listMessages, retryMessages } from '../outbox/messages.ts';
import { addWebhook, changeSecret, listWebhooks, removeWebhook } from '../outbox/webhooks.ts';
import { byToken } from '../record/caller.ts';
import { latestCheckpoint } from '../record/checkpoints.ts';
import { exportLog } from '../record/export.ts';
import { spend } from '../team/attempts.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { asDevice, listDevices, revokeDevice } from '../team/devices.ts';
import { tryPolicy } from '../team/dry-run.ts';
import { listGroups, setAbsence, setGroup } from '../team/groups.ts';
import { insight } from '../team/insight.ts';
import { joinTeam } from '../team/join.ts';
import { liftPause, placePause } from '../team/pauses.ts';
import { pull } from '../team/pull.ts';
import { push } from '../team/push.ts';
import { recentPosts } from '../team/recent-posts.ts';
import { checkAdmin } from '../team/roles.ts';
import { ruleFigures } from '../team/rule-figures.ts';
import { currentRuleset, publish } from '../team/ruleset.ts';
import { rulesetDevices, rulesetHistory, rulesetSourcesOf } from '../team/ruleset-history.ts';
import { readShippedPacks } from '../team/shipped-packs.ts';
import { askForWords, closeWordAsk, listOwnWordAsks, listWordAsks } from '../team/word-asks.ts';
import { type Texts, textsFor } from '../texts.ts';
import { byAddress, type Limits } from './limits.ts';
import { parseInput, sendProblem } from './problem.ts';

type Routes = typeof ROUTES;
type RouteName = keyof Routes;
type InputOf<K extends RouteName> = Routes[K] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : Routes[K] extends { query: infer Q extends z.ZodType }
    ? z.output<Q>
    : undefined;

/** A route that streams answers with its lines. */
type AnswerOf<K extends RouteName> = Routes[K] extends { stream: string }
  ? AsyncIterable<string>
  : z.input<Routes[K]['response']>;

interface Call {
  readonly core: Core;
  readonly token: string | null;
  readonly texts: Texts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Handlers = {
  readonly [K in RouteName]: (input: InputOf<K>, call: Call) => Promise<AnswerOf<K> | null>;
};

const handlers: Handlers = {
  join: (input, { core }) => joinTeam(core, input),
  push: (input, { core, token, texts }) => push(core, token, input, texts),
  pull: (input, { core, token }) => pull(core, token, input),
  async ruleset(_input, { core, token, request, reply }) {
    const tag = request.headers['if-none-match'];
    const known = /^"ruleset-(\d+)"$/.exec(tag ?? '');
    const answer = await currentRuleset(core, token, known === null ? null : Number(known[1]));
    reply
      .header('etag', answer === null ? tag : `"ruleset-${answer.version}"`)
      .header('cache-control', 'private, no-cache');
    if (answer === null) reply.code(304);
    return answer;
  },
  rulesetSources: ({ version }, { core, token }) => rulesetSourcesOf(core, token, version ?? null),
  rulesetHistory: (input, { core, token }) => rulesetHistory(core, token, input),
  rulesetDevices: (_input, { core, token }) => rulesetDevices(core, token),
  ruleFigures: (_input, { core, token }) => ruleFigures(core, token),
  insight: (input, { core, token }) => insight(core, token, input),
  recentPosts: ({ limit }, { core, token }) => recentPosts(core, token, limit),
  shippedPacks: (_input, { core, token }) =>
    asDevice(core, token, 'read', async () => ({ packs: [...(await readShippedPacks())] })),
  publish: (input, { core, token }) => publish(core, token, input),
  groups: (_input, { core, token }) =>
    asDevice(core, token, 'read', (tx, { team }) => listGroups(tx, team, core.now())),
  setGroup: (input, { core, token }) => setGroup(core, byToken(core, token), input),
  setAbsence: (input, { core, token }) => setAbsence(core, byToken(core, token), input),
  pause: (input, { core, token }) => placePause(core, byToken(core, token), input),
  liftPause: (input, { core, token }) => liftPause(core, byToken(core, token), input),
  askWords: (input, { core, token }) => askForWords(core, byToken(core, token), input),
  wordAsks: (_input, { core, token }) =>
    asDevice(core, token, 'read', (tx, { team, member }) => {
      checkAdmin(member);
      return listWordAsks(tx, team);
    }),
  ownWordAsks: (_input, { core, token }) =>
    asDevice(core, token, 'read', (tx, { team, member }) => listOwnWordAsks(tx, team, member.id)),
  closeWordAsk: (input, { core, token }) => closeWordAsk(core, byToken(core, token), input),
  dryRun: (input, { core, token }) => tryPolicy(core, token, input),
  devices: (_input, { core, token }) =>
    asDevice(core, token, 'read', async (tx, { team, member, id }) => ({
      devices: (await listDevices(tx, team, member.id)).map((device) => ({
        id: device.id,
        name: device.name,
        createdAt: device.created_at,
        lastSeenAt: device.last_seen_at,
        current: device.id === id,
      })),
    })),
  logCheckpoint: ({ since }, { core, token }) => latestCheckpoint(core, token, since),
  async logExport(query, { core, token, reply }) {
    const lines = await exportLog(core, byToken(core, token), query);
    reply.header('content-disposition', `attachment; filename="signoff-log-${query.from}.jsonl"`);
    return lines;
  },
  webhooks: (_input, { core, token }) =>
    asDevice(core, token, 'read', async (tx, { team, member }) => {
      checkAdmin(member);
      const webhooks = await listWebhooks(tx, team);
      return { webhooks: webhooks.map(({ kinds, ...one }) => ({ ...one, kinds: kinds && [...kinds] })) };
    }),
  webhookAdd: (input, { core, token }) => addWebhook(core, byToken(core, token), input),
  webhookSecret: async ({ webhook }, { core, token }) => ({
    id: webhook,
    ...(await changeSecret(core, byToken(core, token), webhook)),
  }),
  async webhookRemove({ webhook }, { core, token }) {
    await removeWebhook(core, byToken(core, token), webhook);
    return {};
  },
  outbox: ({ state, limit }, { core, token }) =>
    asDevice(core, token, 'read', async (tx, { team, member }) => {
      checkAdmin(member);
      return { messages: await listMessages(tx, team, state, limit) };
    }),
  outboxRetry: async ({ messages }, { core, token }) => ({
    count: await retryMessages(core, byToken(core, token), messages),
  }),
  leave: (_input, { core, token }) =>
    asDevice(core, token, 'push', (tx, { team, member, id }) =>
      inChange(tx, team, core.now(), async (change) => {
        await revokeDevice(tx, change, member.id, id);
        return {};
      }),
    ),
};

function bearer(request: FastifyRequest): string | null {
  return /^Bearer ([\w-]{1,500})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function inputOf(route: Routes[RouteName], request: FastifyRequest): unknown {
  if ('body' in route) return parseInput(route.body, request.body);
  if (request.body !== undefined && request.body !== null) throw new Refusal('invalid_input');
  if ('query' in route) return parseInput(route.query, request.query);
  return undefined;
}

function addRoute<K extends RouteName>(app: FastifyInstance, core: Core, name: K, limits: Limits): void {
  const route: Routes[K] = ROUTES[name];
  app.route({
    method: route.method,
    url: route.path.replace(/^\/api/, ''),
    async handler(request, reply) {
      reply.header('cache-control', 'no-store');
      if (name === 'join') await spend(core, byAddress(limits, 'join', request));
      const token = bearer(request);
      if (route.auth === 'device' && token === null) throw new Refusal('unauthorized');
      const texts = textsFor(request.headers['accept-language']);
      // One input schema for each route: TypeScript cannot follow that through the key.
      const input = inputOf(route, request) as InputOf<K>;
      const answer = await handlers[name](input, { core, token, texts, request, reply });
      if (answer === null) return reply.send();
      if ('stream' in route)
        return reply.type(route.stream).send(Readable.from(answer as AsyncIterable<string>));
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(route.response.parse(answer)));
    },
  });
}

/** Register with the prefix `/api`. */
export function api(core: Core, limits: Limits): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    // Any origin may ask, none is trusted: only the bearer token counts, and no cookie is ever read here.
    await app.register(cors, {
      origin: '*',
      credentials: false,
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'if-none-match', 'accept-language'],
      exposedHeaders: ['etag', 'retry-after'],
      maxAge: 7_200,
    });
    // https://wicg.github.io/private-network-access/: a store on this machine may be reached from an extension.
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers['access-control-request-private-network'] === 'true')
        reply.header('access-control-allow-private-network', 'true');
    });
    app.setErrorHandler(sendProblem);
    app.setNotFoundHandler((request, reply) => sendProblem(new Refusal('not_found'), request, reply));
    for (const name of Object.keys(ROUTES)) addRoute(app, core, name as RouteName, limits);
  };
}
