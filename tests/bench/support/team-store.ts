/** A store with a database of its own, as `npm start` runs it, and browsers that are connected to it. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../../team-store/data-folder.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../../team-store/database/embedded.ts';
import { type Store, startStore } from '../../../team-store/store.ts';
import { inChange } from '../../../team-store/team/change.ts';
import { createCode } from '../../../team-store/team/join.ts';
import { insertMember, insertTeam } from '../../../team-store/team/members.ts';
import { checkRules, insertRuleset } from '../../../team-store/team/ruleset.ts';
import type { Command } from '../../../utils/api/commands.ts';
import type { Role } from '../../../utils/api/ids.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { policySchema } from '../../../utils/policy/policy.ts';

const PACK = `
pack: bench
version: 1.0.0
title: { en: Bench }
rules:
  - id: promise
    kind: existence
    severity: review
    message: { en: "Promises “{match}”." }
    tokens: [guaranteed]
    ignorecase: true
    examples: { bad: [Guaranteed returns], good: [Possible returns] }
`;

export interface BenchStore {
  readonly store: Store;
  readonly database: EmbeddedPostgres;
  close(): Promise<void>;
}

export async function startBenchStore(): Promise<BenchStore> {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-bench-'));
  const lock = await openDataFolder(folder);
  const database = await startEmbedded({ dataDir: folder });
  const secret = randomBytes(32).toString('hex');
  const store = await startStore({ port: 0, databaseUrl: database.url, secret, limits: { join: 100_000 } });
  return {
    store,
    database,
    async close() {
      await store.close();
      await database.stop();
      await lock.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface PushAnswer {
  readonly results?: readonly { readonly outcome: string; readonly code?: string }[];
  readonly code?: string;
}

const agent = new Agent({ keepAlive: true });

/** As little work as can be: what it costs to send is not the store's. */
function post(url: string, token: string, content: string): Promise<{ status: number; body: string }> {
  return new Promise((done, failed) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(content),
    };
    request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
      response.on('error', failed);
    })
      .on('error', failed)
      .end(content);
  });
}

/** Sends commands in their order, as a browser does. */
export class Client {
  readonly url: string;
  readonly token: string;
  #seq = 0;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${this.token}`, ...headers } });
  }

  /** @throws Error when it was not applied */
  async send(command: Command): Promise<void> {
    this.#seq += 1;
    const mutations = [{ seq: this.#seq, id: randomUUID(), command }];
    const { status, body } = await post(`${this.url}/api/v1/push`, this.token, JSON.stringify({ mutations }));
    const { results, code }: PushAnswer = JSON.parse(body);
    if (results?.[0]?.outcome !== 'applied')
      throw new Error(`${command.kind}: ${status} ${code ?? results?.[0]?.code}`);
  }
}

export interface BenchTeam {
  readonly id: string;
  connect(role: Role): Promise<Client>;
}

/** @param packs YAML; the one rule of this file when left out */
export async function createBenchTeam(
  { store }: BenchStore,
  packs: readonly string[] = [PACK],
): Promise<BenchTeam> {
  const { core } = store;
  const id = randomUUID();
  const ids = new Map<Role, string>();
  await core.db.inTeam(id, async (tx) => {
    const boss = { name: 'Boss', email: `boss@${id}.example`, password: 'a password of a bench' };
    const { member } = await insertTeam(core, tx, id, 'Bench', { ...boss, roles: ['admin'] });
    await inChange(tx, id, core.now(), async (change) => {
      for (const role of ['author', 'reviewer'] as const)
        ids.set(
          role,
          await insertMember(
            tx,
            change,
            'none',
            { name: role, email: `${role}@${id}.example`, roles: [role] },
            member,
          ),
        );
      const request = {
        base: 0,
        packs: packs.map((yaml, at) => ({ file: `bench-${at}.yml`, yaml })),
        overrides: {},
        policy: policySchema.parse({}),
        note: '',
      };
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
    id,
    async connect(role) {
      const verifier = randomBytes(48).toString('base64url');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const member = ids.get(role);
      if (member === undefined) throw new Error(`nobody is ${role}`);
      const code = await core.db.inTeam(id, (tx) => createCode(core, tx, id, member, challenge));
      const response = await fetch(`${store.url}/api/v1/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code, verifier, deviceName: 'Bench' }),
      });
      const { token } = (await response.json()) as { token: string };
      return new Client(store.url, token);
    },
  };
}

/** A request, and the decision that approves it. */
export function work(at: number): { create: Command; decide: Command } {
  const draft = {
    platform: 'x',
    account: '@fund',
    parts: [{ text: `Guaranteed returns, number ${at}, as told to everybody who asked us today`, media: [] }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  };
  const request = randomUUID();
  const fingerprint = fingerprintOf(draft);
  return {
    create: {
      kind: 'request.create',
      request,
      draft,
      fingerprint,
      findings: [],
      verdict: 'needs-approval',
      rulesetVersion: 1,
      note: '',
    },
    decide: {
      kind: 'request.decide',
      request,
      decision: randomUUID(),
      version: 1,
      fingerprint,
      verdict: 'approve',
      reason: null,
    },
  };
}
