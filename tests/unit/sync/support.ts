/** Material for the sync tests: people, drafts, real keys, and a store that keeps the push and pull contracts. */
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import {
  type Command,
  type Mutation,
  type MutationResult,
  type PushResponse,
  pushRequest,
} from '../../../utils/api/commands.ts';
import type { ApprovalRequest, Change, Clearance, Member, Ruleset } from '../../../utils/api/entities.ts';
import type { PublicKey, PullResponse } from '../../../utils/api/routes.ts';
import type { Draft } from '../../../utils/draft/draft.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import type { Submission } from '../../../utils/messages.ts';
import { createDatabase, type Database, type StoredConnection, writeMeta } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';

export const TEAM = randomUUID();
/** The store's clock in these tests, epoch ms. */
export const NOW = Date.UTC(2026, 10, 23, 12);

export function memberOf(name: string, roles: Member['roles'] = ['author']): Member {
  return { id: randomUUID(), name, email: `${name.toLowerCase()}@example.com`, roles, active: true };
}

export interface TeamKey {
  readonly publicKey: PublicKey;
  sign(payload: unknown, header?: Record<string, string>): Promise<string>;
}

export async function teamKey(kid = 'team-key'): Promise<TeamKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x } = await exportJWK(pair.publicKey);
  if (x === undefined) throw new Error('an Ed25519 key has x');
  return {
    publicKey: { kty: 'OKP', crv: 'Ed25519', x, kid },
    sign: (payload, header = { alg: 'EdDSA', kid }) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', ...header })
        .sign(pair.privateKey),
  };
}

export function draftOf(text: string, platform = 'x', account: string | null = '@fund'): Draft {
  return { platform, account, parts: [{ text, media: [] }], replyTo: null, quotes: null, scheduledFor: null };
}

export function submissionOf(text: string, platform = 'x', account: string | null = '@fund'): Submission {
  const draft = draftOf(text, platform, account);
  return {
    draft,
    fingerprint: fingerprintOf(draft),
    declared: [],
    findings: [],
    verdict: 'needs-approval',
    rulesetVersion: 1,
    note: '',
  };
}

export function requestOf(
  author: Member,
  text: string,
  changes: Partial<ApprovalRequest> = {},
): ApprovalRequest {
  const { draft, fingerprint } = submissionOf(text);
  const by = { id: author.id, name: author.name };
  return {
    id: randomUUID(),
    author: by,
    platform: draft.platform,
    account: draft.account,
    state: 'waiting',
    createdAt: NOW,
    updatedAt: NOW,
    expiresAt: NOW + 3_600_000,
    versions: [
      {
        number: 1,
        draft: { ...draft, parts: [{ text, media: [] }] },
        fingerprint,
        findings: [],
        verdict: 'needs-approval',
        rulesetVersion: 1,
        note: '',
        editedBy: by,
        createdAt: NOW,
        decisions: [],
        clearance: null,
      },
    ],
    ...changes,
  };
}

export function clearanceOf(request: ApprovalRequest, changes: Partial<Clearance> = {}): Clearance {
  const version = request.versions.at(-1);
  if (version === undefined) throw new Error('a request has a version');
  return {
    typ: 'signoff-clearance',
    id: randomUUID(),
    team: TEAM,
    request: request.id,
    version: version.number,
    fingerprint: version.fingerprint,
    platform: request.platform,
    account: request.account,
    iat: NOW / 1_000,
    exp: NOW / 1_000 + 3_600,
    ...changes,
  };
}

/** The request approved, with this signed clearance on its newest version. */
export function approvedWith(request: ApprovalRequest, clearance: string): ApprovalRequest {
  const versions = request.versions.map((version, i) =>
    i === request.versions.length - 1 ? { ...version, clearance } : version,
  );
  return { ...request, state: 'approved', versions };
}

export function rulesetOf(version: number, changes: Partial<Ruleset> = {}): Ruleset {
  return {
    typ: 'signoff-ruleset',
    team: TEAM,
    version,
    packs: [
      {
        pack: 'house',
        version: '1.0.0',
        title: { en: 'House' },
        rules: [
          {
            id: 'promise',
            kind: 'existence',
            severity: 'review',
            message: { en: 'Promises a result.' },
            tokens: ['guaranteed'],
            ignorecase: true,
            nonword: false,
            examples: { bad: ['guaranteed'], good: ['likely'] },
          },
        ],
      },
    ],
    overrides: {},
    policy: { need: 1, clearanceHours: 24, requestHours: 72 },
    note: '',
    publishedAt: NOW,
    publishedBy: { id: randomUUID(), name: 'Ada' },
    ...changes,
  };
}

let databases = 0;

/** An empty database of its own. */
export function freshDatabase(): Database {
  databases += 1;
  return createDatabase(`sync-test-${databases}`);
}

export function connectionOf(
  member: Member,
  key: PublicKey,
  changes: Partial<StoredConnection> = {},
): StoredConnection {
  return {
    storeUrl: 'https://store.example',
    token: 'device-token-of-a-test',
    device: randomUUID(),
    team: { id: TEAM, name: 'Fund' },
    member,
    key,
    joinedAt: NOW,
    ...changes,
  };
}

export async function joinedDatabase(connection: StoredConnection): Promise<Database> {
  const db = freshDatabase();
  await db.write(async (tx) => {
    await writeMeta(tx, 'connection', connection);
    await writeMeta(tx, 'clock', { offset: 0, latest: 0 });
  });
  return db;
}

/** What a device has pushed, as the store's push contract says: in order, each once, gaps refused, replays answered alike. */
export class ModelStore {
  readonly applied: { readonly id: string; readonly command: Command }[] = [];
  private readonly results: { readonly id: string; readonly result: MutationResult }[] = [];
  /** Refuses for good, as the store's rules may; null applies. */
  refuse: (command: Command) => { code: string; detail: string } | null = () => null;

  get last(): number {
    return this.results.length;
  }

  push(mutations: readonly Mutation[]): PushResponse {
    if (!pushRequest.safeParse({ mutations }).success)
      throw new StoreError('invalid_input', 'A command is not valid.', { status: 400 });
    const problem = (code: 'sequence_gap' | 'id_reused', status: number): StoreError =>
      new StoreError(code, 'Out of step.', { status, last: this.last });
    let expected = mutations[0]?.seq ?? 1;
    for (const { seq, id } of mutations) {
      if (seq !== expected || seq > this.last + mutations.length) throw problem('sequence_gap', 409);
      expected += 1;
      const known = this.results[seq - 1];
      if (known !== undefined && known.id !== id) throw problem('id_reused', 422);
      const under = this.results.findIndex((one) => one.id === id);
      if (under !== -1 && under !== seq - 1) throw problem('id_reused', 422);
    }
    if ((mutations[0]?.seq ?? 1) > this.last + 1) throw problem('sequence_gap', 409);
    const results = mutations.map(({ seq, id, command }): MutationResult => {
      const known = this.results[seq - 1];
      if (known !== undefined) return known.result;
      const refusal = this.refuse(command);
      const result: MutationResult =
        refusal === null ? { seq, outcome: 'applied' } : { seq, outcome: 'refused', ...refusal };
      if (refusal === null) this.applied.push({ id, command });
      this.results.push({ id, result });
      return result;
    });
    return { results, last: this.last, now: NOW };
  }

  /** The store as restored from a backup taken after `last` commands. */
  rewind(last: number): void {
    this.results.length = last;
  }
}

export function pageOf(member: Member, changes: Change[], more = false): PullResponse {
  const newest = changes.at(-1);
  return { changes, cursor: newest?.version ?? 0, after: newest?.id ?? '', more, member, now: NOW };
}

export function requestChange(request: ApprovalRequest, version: number): Change {
  return { entity: 'request', id: request.id, version, data: request };
}
