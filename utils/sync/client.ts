/**
 * The store over HTTP, typed by the contracts in `utils/api/routes.ts`. What comes back is checked before anyone sees
 * it; the address is the one pinned when the browser joined and never comes from a message.
 */
import { z } from 'zod';
import type { Mutation, PushResponse } from '../api/commands.ts';
import { LIMITS } from '../api/limits.ts';
import {
  type absenceRequest,
  type DryRunAnswer,
  type DryRunRequest,
  type Groups,
  type Insight,
  type JoinRequest,
  type JoinResponse,
  type OwnWordAsks,
  type PublishRequest,
  type PullResponse,
  problemSchema,
  type RecentPosts,
  ROUTES,
  type RuleFigures,
  type RulesetDevices,
  type RulesetHistory,
  type RulesetResponse,
  type RulesetSources,
  type ShippedPack,
  type WordAnswer,
  type WordAsks,
} from '../api/routes.ts';
import { type AddressProblem, checkAddress } from '../store-address.ts';
import { StoreError } from './errors.ts';

/** Chrome ends a worker whose fetch is not answered within 30 s; the answer must come before. */
const TIMEOUT_MS = 20_000;
/** A page of changes or a ruleset is far below; an endless answer must not fill the memory. */
const ANSWER_BYTES = 8 * LIMITS.body;
const PROBLEM_CHARACTERS = 1_000;

type Routes = typeof ROUTES;
type RouteName = keyof Routes;
type ResponseOf<K extends RouteName> = z.infer<Routes[K]['response']>;

export type Device = ResponseOf<'devices'>['devices'][number];

export type WordsAsk = z.input<Routes['askWords']['body']>;

export interface Credentials {
  readonly storeUrl: string;
  readonly token: string;
}

export interface StoreClient {
  push(mutations: readonly Mutation[]): Promise<PushResponse>;
  /** @param ruleset the version that this browser runs, for the store to know; null before there is one */
  pull(cursor: number, after: string, ruleset?: number | null): Promise<PullResponse>;
  ruleset(): Promise<RulesetResponse>;
  /** @param version one from before; the one in force when it is left out */
  rulesetSources(version?: number): Promise<RulesetSources>;
  /** @param before versions below this one; the newest when it is left out */
  rulesetHistory(before?: number): Promise<RulesetHistory>;
  rulesetDevices(): Promise<RulesetDevices>;
  ruleFigures(): Promise<RuleFigures>;
  /** How approvals went in the last twelve weeks. */
  insight(): Promise<Insight>;
  groups(): Promise<Groups>;
  /** What a draft would need by a policy, before anybody asks. */
  dryRun(request: DryRunRequest): Promise<DryRunAnswer>;
  recentPosts(): Promise<RecentPosts>;
  shippedPacks(): Promise<readonly ShippedPack[]>;
  publish(request: PublishRequest): Promise<RulesetResponse>;
  /** Who decides in a member's place, or nobody any more. */
  setAbsence(absence: z.infer<typeof absenceRequest>): Promise<void>;
  askWords(ask: WordsAsk): Promise<void>;
  /** What waits for an answer, the oldest first; for admins. */
  wordAsks(): Promise<WordAsks['asks']>;
  /** What this member asked for lately, with its answers. */
  ownWordAsks(): Promise<OwnWordAsks['asks']>;
  closeWordAsk(answer: WordAnswer): Promise<void>;
  devices(): Promise<readonly Device[]>;
  leave(): Promise<void>;
}

const ADDRESS_SENTENCE: Readonly<Record<AddressProblem, string>> = {
  empty: 'This is not the address of a store.',
  malformed: 'This is not the address of a store.',
  insecure: 'The store must be reached over https, so that nobody between can read your drafts.',
  credentials: 'The address of a store has no name or password in it.',
};

/**
 * The origin of the store that a person typed or pasted; whatever follows the host is left out.
 * @throws StoreError `insecure_address` when it is no address, neither https nor this machine, or carries a password
 */
export function storeOrigin(address: string): string {
  const checked = checkAddress(address);
  if (checked.ok) return checked.origin;
  throw new StoreError('insecure_address', ADDRESS_SENTENCE[checked.problem], { status: 0 });
}

/** Reads at most {@link ANSWER_BYTES}, whatever `Content-Length` says. */
async function readCapped(response: Response): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > ANSWER_BYTES) {
      await reader.cancel();
      throw new StoreError('invalid_answer', 'The store’s answer is too long.', { status: response.status });
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** RFC 9110: seconds or a date. */
function retryAfter(response: Response): number | null {
  const value = response.headers.get('retry-after');
  if (value === null) return null;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

const storeProblem = problemSchema.extend({ last: z.int().min(0).optional().catch(undefined) });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(response: Response, text: string): StoreError {
  const problem = storeProblem.safeParse(parseJson(text));
  const details = { status: response.status, retryAfter: retryAfter(response) };
  if (problem.success) {
    const { code, detail, errors, last } = problem.data;
    return new StoreError(code, detail.slice(0, PROBLEM_CHARACTERS), {
      ...details,
      ...(errors === undefined ? {} : { errors }),
      last: last ?? null,
    });
  }
  // A proxy or another server answers at this address; its page says nothing about the command or the token.
  return new StoreError(
    response.status === 429 ? 'rate_limited' : 'unavailable',
    `The store did not answer as expected (status ${response.status}). It is tried again.`,
    { ...details, status: response.status === 401 ? 502 : response.status },
  );
}

function unreachable(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new StoreError('timeout', 'The store did not answer in time.', { status: 0, cause: error });
  return new StoreError('unreachable', 'The store cannot be reached.', { status: 0, cause: error });
}

interface Call<K extends RouteName> {
  readonly route: K;
  readonly storeUrl: string;
  readonly token: string | null;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

async function call<K extends RouteName>(options: Call<K>): Promise<ResponseOf<K>> {
  const route = ROUTES[options.route];
  const url = new URL(route.path, storeOrigin(options.storeUrl));
  for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
  const headers = new Headers({ accept: 'application/json' });
  if (options.token !== null) headers.set('authorization', `Bearer ${options.token}`);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: route.method,
      headers,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MS),
    });
    text = await readCapped(response);
  } catch (error) {
    throw unreachable(error);
  }
  if (!response.ok) throw refusal(response, text);
  const answer = route.response.safeParse(parseJson(text));
  // One schema for each route name: zod cannot tell that from the union.
  if (answer.success) return answer.data as ResponseOf<K>;
  throw new StoreError(
    'invalid_answer',
    'The store’s answer is not what this version of the extension understands. Update the extension, or the store.',
    { status: response.status, cause: answer.error },
  );
}

/** POST join. @throws StoreError `code_invalid`, `insecure_address`, `unreachable`, … */
export function join(storeUrl: string, request: JoinRequest): Promise<JoinResponse> {
  return call({ route: 'join', storeUrl, token: null, body: request });
}

/** What is at an address: a store, something else, or nothing that answers this browser. */
export type Found = 'store' | 'stranger' | 'silent';

/** Looks for a store before anything is opened there: every store refuses whoever shows no token in the same words. */
export async function findStore(storeUrl: string): Promise<Found> {
  try {
    await call({ route: 'pull', storeUrl, token: null, timeout: 8_000 });
  } catch (error) {
    const code = error instanceof StoreError ? error.code : null;
    if (code === 'unauthorized' || code === 'rate_limited') return 'store';
    if (code === 'unreachable' || code === 'timeout') return 'silent';
  }
  return 'stranger';
}

/** A client that speaks for one device. Every method throws {@link StoreError}. */
export function createClient({ storeUrl, token }: Credentials): StoreClient {
  const access = { storeUrl, token };
  return {
    push: (mutations) => call({ ...access, route: 'push', body: { mutations } }),
    pull: (cursor, after, ruleset = null) =>
      call({
        ...access,
        route: 'pull',
        query: { cursor: String(cursor), after, ...(ruleset === null ? {} : { ruleset: String(ruleset) }) },
      }),
    ruleset: () => call({ ...access, route: 'ruleset' }),
    rulesetSources: (version) =>
      call({
        ...access,
        route: 'rulesetSources',
        ...(version === undefined ? {} : { query: { version: String(version) } }),
      }),
    rulesetHistory: (before) =>
      call({
        ...access,
        route: 'rulesetHistory',
        ...(before === undefined ? {} : { query: { before: String(before) } }),
      }),
    rulesetDevices: () => call({ ...access, route: 'rulesetDevices' }),
    ruleFigures: () => call({ ...access, route: 'ruleFigures' }),
    insight: () => call({ ...access, route: 'insight' }),
    groups: () => call({ ...access, route: 'groups' }),
    dryRun: (request) => call({ ...access, route: 'dryRun', body: request }),
    recentPosts: () => call({ ...access, route: 'recentPosts' }),
    shippedPacks: async () => (await call({ ...access, route: 'shippedPacks' })).packs,
    publish: (request) => call({ ...access, route: 'publish', body: request }),
    async setAbsence(absence) {
      await call({ ...access, route: 'setAbsence', body: absence });
    },
    async askWords(ask) {
      await call({ ...access, route: 'askWords', body: ask });
    },
    wordAsks: async () => (await call({ ...access, route: 'wordAsks' })).asks,
    ownWordAsks: async () => (await call({ ...access, route: 'ownWordAsks' })).asks,
    async closeWordAsk(answer) {
      await call({ ...access, route: 'closeWordAsk', body: answer });
    },
    devices: async () => (await call({ ...access, route: 'devices' })).devices,
    async leave() {
      // Leaving must not keep a person waiting for a store that is gone.
      await call({ ...access, route: 'leave', timeout: 5_000 });
    },
  };
}
