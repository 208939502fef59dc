import { randomUUID } from 'node:crypto';
import { joinCode, pkce } from '../../../scripts/join.ts';
import type { Command } from '../../../utils/api/commands.ts';
import type { ApprovalRequest } from '../../../utils/api/entities.ts';
import type {
  JoinResponse,
  OwnWordAsks,
  PublishRequest,
  PullResponse,
  RulesetSources,
  WordAsks,
} from '../../../utils/api/routes.ts';
import type { Draft } from '../../../utils/draft/draft.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import { type DemoRole, demoMember } from '../harness/team.ts';

type Version = ApprovalRequest['versions'][number];

/** Another member's browser, as the store sees it: a device of its own that speaks the store's own contracts. */
export interface OtherBrowser {
  /** Asks for approval of a post on X. @returns the request's id */
  ask(text: string, note?: string): Promise<string>;
  sendVersion(request: string, number: number, text: string): Promise<void>;
  withdraw(request: string): Promise<void>;
  /** Approves the request that waits with this text. @throws Error when there is none */
  approve(text: string): Promise<void>;
  sources(): Promise<RulesetSources>;
  publish(request: PublishRequest): Promise<void>;
  /** Asks to have words accepted that a rule has found. @param rule `pack/rule` */
  askWords(rule: string, words: string, note?: string): Promise<void>;
  ownAsks(): Promise<OwnWordAsks['asks']>;
  /** All that wait for an answer; admins may ask. */
  openAsks(): Promise<WordAsks['asks']>;
}

export async function otherBrowser(url: string, role: DemoRole): Promise<OtherBrowser> {
  const { verifier, challenge } = pkce();
  const code = await joinCode(url, demoMember(role), challenge);
  let token = '';
  let seq = 0;

  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async function push(command: Command): Promise<void> {
    seq += 1;
    const mutations = [{ seq, id: randomUUID(), command }];
    const { results } = await call<{ results: { outcome: string }[] }>('push', { mutations });
    if (results[0]?.outcome !== 'applied') throw new Error(`Refused: ${JSON.stringify(results[0])}`);
  }

  const joined = await call<JoinResponse>('join', { code, verifier, deviceName: 'Test' });
  token = joined.token;
  const sources = (): Promise<RulesetSources> => call('ruleset/sources');

  /** The newest version of the request that waits with this text. */
  async function waiting(text: string): Promise<{ request: string; version: Version }> {
    let page: PullResponse | null = null;
    do {
      const { cursor, after }: { cursor: number; after: string } = page ?? { cursor: 0, after: '' };
      page = await call<PullResponse>(`pull?${new URLSearchParams({ cursor: `${cursor}`, after })}`);
      for (const change of page.changes) {
        if (change.entity !== 'request' || change.data?.state !== 'waiting') continue;
        const version = change.data.versions.at(-1);
        if (version?.draft.parts[0]?.text === text) return { request: change.data.id, version };
      }
    } while (page.more);
    throw new Error(`No request waits with “${text}”.`);
  }

  /** What a browser with the team's rules would send. */
  async function submission(text: string, note: string) {
    const draft = {
      platform: 'x',
      account: '@nordlys',
      parts: [{ text, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    } satisfies Draft;
    const { packs, overrides, version } = await rules;
    const linter = compile({ packs, overrides }, { locale: 'en', now: Date.now() });
    const { findings, verdict } = linter.lint(draft);
    return {
      draft,
      fingerprint: fingerprintOf(draft),
      findings: findings as Version['findings'],
      verdict,
      rulesetVersion: version,
      note,
    };
  }
  const rules = (async () => {
    const admin = role === 'admin' ? await sources() : await (await otherBrowser(url, 'admin')).sources();
    const packs = admin.packs.map(({ file, yaml }) => {
      const loaded = loadPack(yaml, file);
      if (!loaded.ok) throw new Error(`${file}: ${loaded.errors[0].message}`);
      return loaded.pack;
    });
    return { packs, overrides: admin.overrides, version: admin.version };
  })();

  return {
    async ask(text, note = '') {
      const request = randomUUID();
      await push({ kind: 'request.create', request, ...(await submission(text, note)) });
      return request;
    },
    async sendVersion(request, number, text) {
      await push({ kind: 'request.send-version', request, number, ...(await submission(text, '')) });
    },
    withdraw: (request) => push({ kind: 'request.withdraw', request }),
    async approve(text) {
      const { request, version } = await waiting(text);
      const { number, fingerprint } = version;
      const decision = randomUUID();
      await push({
        kind: 'request.decide',
        request,
        decision,
        version: number,
        fingerprint,
        verdict: 'approve',
        reason: null,
      });
    },
    sources,
    publish: async (request) => void (await call('ruleset', request)),
    async askWords(name, words, note = '') {
      const [pack, rule] = name.split('/');
      await call('word-asks', { ask: randomUUID(), pack, rule, words, note });
    },
    ownAsks: async () => (await call<OwnWordAsks>('word-asks/own')).asks,
    openAsks: async () => (await call<WordAsks>('word-asks')).asks,
  };
}
