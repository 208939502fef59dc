import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { WebSocket } from 'ws';
import { hashPassword } from '../../team-store/crypto/passwords.ts';
import { type Store, type StoreOptions, startStore } from '../../team-store/store.ts';
import { inChange } from '../../team-store/team/change.ts';
import { createCode } from '../../team-store/team/join.ts';
import { insertMember, insertTeam } from '../../team-store/team/members.ts';
import { checkRules, insertRuleset } from '../../team-store/team/ruleset.ts';
import type { Command, Mutation, PushResponse } from '../../utils/api/commands.ts';
import type { ApprovalRequest } from '../../utils/api/entities.ts';
import type { Role } from '../../utils/api/ids.ts';
import type { JoinResponse, Problem, PullResponse } from '../../utils/api/routes.ts';
import type { Draft } from '../../utils/draft/draft.ts';
import { fingerprintOf } from '../../utils/draft/fingerprint.ts';
import { policySchema } from '../../utils/policy/policy.ts';

export const SECRET = 'a secret of the tests, long enough for the store';

export const PACK = `
pack: test-rules
version: 1.0.0
title: { en: Test rules }
rules:
  - id: promise
    kind: existence
    severity: review
    message: { en: "Promises “{match}”." }
    tokens: [guaranteed]
    ignorecase: true
    examples: { bad: [Guaranteed returns], good: [Possible returns] }
  - id: forbidden
    kind: existence
    severity: block
    message: { en: "Never say “{match}”." }
    tokens: [insider tip]
    ignorecase: true
    examples: { bad: [An insider tip], good: [A tip] }
`;

/** A database of its own, migrated and empty. @returns the owner's and the superuser's address */
/** Runs `work` with a connection of its own. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

export interface TestDatabase {
  /** The address of who owns it. */
  readonly owner: string;
  /** The superuser's address. */
  readonly admin: string;
  drop(): Promise<void>;
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const base = inject('postgres');
  const name = `t_${randomBytes(8).toString('hex')}`;
  const run = (sql: string) => onDatabase(base.admin, (client) => client.query(sql));
  await run(`create database ${name} template ${template} owner signoff`);
  const named = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    owner: named(base.owner),
    admin: named(base.admin),
    drop: async () => void (await run(`drop database ${name} with (force)`)),
  };
}

/** Migrated, and without a team. */
export const freshDatabase = (): Promise<TestDatabase> => createDatabase('signoff');

/** As a server's own new database is: not even migrated. */
export const emptyDatabase = (): Promise<TestDatabase> => createDatabase('template1');

export function draftOf(text: string, more: Partial<Draft> = {}): Draft {
  return {
    platform: 'x',
    account: '@fund',
    parts: [{ text, media: [] }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
    ...more,
  };
}

export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(48).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T & Partial<Problem> & { last?: number };
}

/** A browser that has joined, as the contract has it: counts its commands, remembers nothing else. */
export class Browser {
  readonly url: string;
  readonly joined: JoinResponse;
  seq = 0;

  constructor(url: string, joined: JoinResponse) {
    this.url = url;
    this.joined = joined;
  }

  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<Answer<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.joined.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isLines = response.headers.get('content-type') === 'application/jsonl';
    const json = isLines ? `{"lines":[${text.trimEnd().split('\n').join()}]}` : text;
    return { status: response.status, headers: response.headers, body: json === '' ? {} : JSON.parse(json) };
  }

  next(command: Command): Mutation {
    this.seq += 1;
    return { seq: this.seq, id: randomUUID(), command };
  }

  push(...mutations: Mutation[]): Promise<Answer<PushResponse>> {
    return this.call('POST', '/api/v1/push', { mutations });
  }

  /** Sends one command. @returns `applied` or the code it was refused with */
  async send(command: Command): Promise<string> {
    const { body, status } = await this.push(this.next(command));
    const result = body.results?.[0];
    if (result === undefined) throw new Error(`push was answered with ${status} ${body.code}`);
    return result.outcome === 'applied' ? 'applied' : result.code;
  }

  pull(query = ''): Promise<Answer<PullResponse>> {
    return this.call('GET', `/api/v1/pull${query}`);
  }

  async requests(): Promise<ApprovalRequest[]> {
    const { body } = await this.pull();
    return body.changes.flatMap((change) =>
      change.entity === 'request' && change.data !== null ? [change.data] : [],
    );
  }

  async request(id: string): Promise<ApprovalRequest> {
    const found = (await this.requests()).find((one) => one.id === id);
    if (found === undefined) throw new Error('this member does not see the request');
    return found;
  }

  /** Asks for approval of a text. @returns the request's id */
  async ask(text: string): Promise<string> {
    const command = creation(draftOf(text));
    const outcome = await this.send(command);
    if (outcome !== 'applied') throw new Error(outcome);
    return command.request;
  }

  decision(
    request: ApprovalRequest,
    verdict: 'approve' | 'request-changes' | 'reject' = 'approve',
    reason: string | null = null,
  ): Command {
    const version = request.versions.at(-1);
    if (version === undefined) throw new Error('a request has a version');
    const { number, fingerprint } = version;
    return {
      kind: 'request.decide',
      request: request.id,
      decision: randomUUID(),
      version: number,
      fingerprint,
      verdict,
      reason,
    };
  }
}

function submission(draft: Draft) {
  const content = { ...draft, parts: draft.parts.map((part) => ({ ...part, media: [...part.media] })) };
  return {
    draft: content,
    fingerprint: fingerprintOf(draft),
    findings: [],
    verdict: 'needs-approval' as const,
    rulesetVersion: 1,
    note: '',
  };
}

export function creation(draft: Draft): Extract<Command, { kind: 'request.create' }> {
  return { kind: 'request.create', request: randomUUID(), ...submission(draft) };
}

export function newVersion(
  request: string,
  number: number,
  draft: Draft,
): Extract<Command, { kind: 'request.send-version' }> {
  return { kind: 'request.send-version', request, number, ...submission(draft) };
}

export interface TestTeam {
  readonly id: string;
  readonly members: ReadonlyMap<string, { id: string; email: string; roles: readonly Role[] }>;
  join(name: string): Promise<Browser>;
}

export const PASSWORD = 'a password for tests';

/** A team with the named members. */
export async function createTeam(
  store: Store,
  members: Readonly<Record<string, readonly Role[]>>,
  policy = {},
): Promise<TestTeam> {
  const { core } = store;
  const team = randomUUID();
  const hash = await hashPassword(PASSWORD);
  const known = new Map<string, { id: string; email: string; roles: readonly Role[] }>();
  const packs = [{ file: 'test.yml', yaml: PACK }];
  await core.db.inTeam(team, async (tx) => {
    const boss = {
      name: 'Boss',
      email: `boss@${team}.example`,
      password: PASSWORD,
      roles: ['admin'] as const,
    };
    const { member } = await insertTeam(core, tx, team, 'A team', boss);
    known.set('boss', { id: member, email: boss.email, roles: boss.roles });
    await inChange(tx, team, core.now(), async (change) => {
      for (const [name, roles] of Object.entries(members)) {
        const email = `${name}@${team}.example`;
        known.set(name, {
          id: await insertMember(tx, change, hash, { name, email, roles }, member),
          email,
          roles,
        });
      }
      const request = { base: 0, packs, overrides: {}, policy: policySchema.parse(policy), note: '' };
      await insertRuleset(
        core,
        tx,
        change,
        { id: member, name: 'Boss' },
        request,
        checkRules(request, core.now()),
      );
    });
  });
  return {
    id: team,
    members: known,
    async join(name) {
      const member = known.get(name);
      if (member === undefined) throw new Error(`there is no ${name}`);
      const { verifier, challenge } = pkce();
      const code = await core.db.inTeam(team, (tx) => createCode(core, tx, team, member.id, challenge));
      const response = await postJson(`${store.url}/api/v1/join`, {
        code,
        verifier,
        deviceName: `${name}'s browser`,
      });
      return new Browser(store.url, (await response.json()) as JoinResponse);
    },
  };
}

export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export interface TestStore extends Store {
  readonly ownerUrl: string;
  readonly adminUrl: string;
  /** Moves the store's clock. */
  advance(ms: number): void;
}

export async function startTestStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const database = await freshDatabase();
  let offset = 0;
  const store = await startStore({
    port: 0,
    databaseUrl: database.owner,
    secret: SECRET,
    clock: () => Date.now() + offset,
    limits: { join: 10_000, signIn: 10_000, account: 10_000, code: 10_000, links: 10_000, forms: 10_000 },
    ...options,
  });
  return {
    ...store,
    ownerUrl: database.owner,
    adminUrl: database.admin,
    advance: (ms) => {
      offset += ms;
    },
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

/** Messages of a socket in order; `take` waits for the next. */
export class Socket {
  readonly ws: WebSocket;
  readonly closed: Promise<number>;
  #kept: Record<string, unknown>[] = [];
  #waiting: ((message: Record<string, unknown>) => void)[] = [];

  constructor(url: string, hello: unknown) {
    this.ws = new WebSocket(`${url.replace('http', 'ws')}/api/v1/socket`);
    this.ws.on('open', () => {
      if (hello !== undefined) this.ws.send(JSON.stringify(hello));
    });
    this.ws.on('message', (data) => {
      const message = JSON.parse(String(data));
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#kept.push(message);
      else waiting(message);
    });
    this.closed = new Promise((done) => this.ws.on('close', (code) => done(code)));
  }

  /** Messages that nobody has taken yet. */
  get heardSoFar(): number {
    return this.#kept.length;
  }

  take(): Promise<Record<string, unknown>> {
    const kept = this.#kept.shift();
    return kept === undefined ? new Promise((got) => this.#waiting.push(got)) : Promise.resolve(kept);
  }
}
