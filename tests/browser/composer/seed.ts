import { randomUUID } from 'node:crypto';
import type { Policy } from '../../../utils/policy/policy.ts';
import type { Rule } from '../../../utils/rules/schema.ts';
import type { MetaValues } from '../../../utils/sync/db.ts';

/** What the extension has stored once it has joined a team, as a test wants it. */
export interface Seed {
  /** Null: this browser belongs to no team. */
  readonly member: { readonly id: string; readonly name: string } | null;
  readonly ruleset: { readonly version: number; readonly rules: readonly Rule[] } | null;
  readonly requests?: readonly unknown[];
  readonly clearances?: readonly unknown[];
  /** Whom the policy lets publish without approval. */
  readonly overrides?: Policy['overrides'];
  /** What the policy lets authors leave as it is. */
  readonly dismissals?: Policy['dismissals'];
}

interface Api {
  readonly tabs: {
    query(what: object): Promise<{ id?: number }[]>;
    sendMessage(tab: number, message: unknown): Promise<unknown>;
  };
}

/** A worker or a page of the extension: where its database and its browser API are. */
export interface Inside {
  evaluate<R, A>(run: (arg: A) => R | Promise<R>, arg: A): Promise<R>;
}

export const AUTHOR = { id: '0b0c5a3e-5b1a-4c39-8f7e-0a1b2c3d4e5f', name: 'Ola' };
const TEAM = { id: '1c0c5a3e-5b1a-4c39-8f7e-0a1b2c3d4e5f', name: 'Nordfund' };

const rule = (
  id: string,
  severity: Rule['severity'],
  message: string,
  tokens: readonly string[],
  suggest: readonly string[] = [],
): Rule => ({
  id,
  kind: 'existence',
  severity,
  message: { en: message },
  why: {
    text: { en: `Why ${id}.` },
    source: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210',
    section: 'FINRA 2210(d)(1)(F)',
  },
  suggest: [...suggest],
  tokens: [...tokens],
  ignorecase: true,
  nonword: false,
  examples: { bad: [tokens[0] ?? ''], good: ['fine'] },
});

export const RULES: readonly Rule[] = [
  rule('promise', 'review', 'Promises a result: “{match}”.', ['guaranteed'], ['targeted']),
  rule('no-risk', 'block', 'No investment is without risk.', ['zero risk'], ['lower risk']),
  rule('best', 'warn', 'A superlative needs proof.', ['best']),
  rule('we', 'note', 'Say who “we” is.', ['folks']),
];

export const JOINED: Seed = { member: AUTHOR, ruleset: { version: 1, rules: RULES } };

/**
 * Writes the extension's own database from inside its background, and tells its content scripts that something has
 * changed, as sync does. There is no store behind it: whatever the extension sends stays in its outbox.
 */
export async function seed(
  inside: Inside,
  { member, ruleset, requests = [], clearances = [], overrides, dismissals }: Seed,
): Promise<void> {
  const now = Date.now();
  const policy = {
    need: 1,
    clearanceHours: 24,
    requestHours: 72,
    ...(overrides === undefined ? {} : { overrides }),
    ...(dismissals === undefined ? {} : { dismissals }),
  };
  const meta: Partial<MetaValues> =
    member === null
      ? {}
      : {
          connection: {
            storeUrl: 'http://127.0.0.1:9',
            token: 'token',
            // Another device each time: what the last one was sending when it was cleared away must not come back.
            device: randomUUID(),
            team: TEAM,
            member: { ...member, email: 'ola@fund.example', roles: ['author'], active: true },
            key: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), kid: 'k' },
            joinedAt: now,
          },
          // As it is: a line that says so would otherwise come in the midst of a test, and move what it presses.
          link: { state: 'offline', since: now, code: 'unreachable' },
        };
  const bundle: Partial<MetaValues> =
    member === null || ruleset === null
      ? {}
      : {
          ruleset: { version: ruleset.version, policy },
          bundle: {
            jws: '',
            bundle: {
              typ: 'signoff-ruleset',
              team: TEAM.id,
              version: ruleset.version,
              packs: [{ pack: 'test', version: '1.0.0', title: { en: 'Test' }, rules: [...ruleset.rules] }],
              overrides: {},
              policy,
              note: '',
              publishedAt: now,
              publishedBy: member,
            },
          },
        };
  await prepare(inside);
  await inside.evaluate(
    async ({ entries, requests, clearances }) => {
      const { openSignoff } = globalThis as unknown as { openSignoff(): Promise<IDBDatabase> };
      const db = await openSignoff();
      const tx = db.transaction(['meta', 'requests', 'clearances', 'outbox'], 'readwrite');
      for (const name of ['meta', 'requests', 'clearances', 'outbox'] as const) tx.objectStore(name).clear();
      for (const [key, value] of Object.entries(entries)) tx.objectStore('meta').put(value, key);
      for (const data of requests as { id: string }[])
        tx.objectStore('requests').put({ id: data.id, generation: 1, data });
      for (const clearance of clearances) tx.objectStore('clearances').put(clearance);
      await new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
      db.close();
      const { tabs } =
        (globalThis as unknown as { browser?: Api }).browser ??
        (globalThis as unknown as { chrome: Api }).chrome;
      for (const tab of await tabs.query({}))
        if (tab.id !== undefined)
          await tabs.sendMessage(tab.id, { type: 'state-changed' }).catch(() => undefined);
    },
    { entries: { ...meta, ...bundle }, requests: [...requests], clearances: [...clearances] },
  );
}

/** The extension makes its database itself; a test that came first would leave it an empty one. */
async function prepare(inside: Inside): Promise<void> {
  await inside.evaluate(() => {
    const open = (): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('signoff');
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
    const exists = async (): Promise<boolean> =>
      (await indexedDB.databases()).some(({ name, version }) => name === 'signoff' && version === 1);
    Object.assign(globalThis, {
      async openSignoff() {
        while (!(await exists())) await new Promise((resolve) => setTimeout(resolve, 20));
        return open();
      },
    });
  }, null);
}

/** The commands the extension has put aside for its store, oldest first. */
export async function outbox(
  inside: Inside,
): Promise<{ command: { kind: string; [key: string]: unknown } }[]> {
  await prepare(inside);
  return inside.evaluate(async () => {
    const { openSignoff } = globalThis as unknown as { openSignoff(): Promise<IDBDatabase> };
    const db = await openSignoff();
    const all = await new Promise<{ command: { kind: string } }[]>((resolve, reject) => {
      const asking = db.transaction('outbox').objectStore('outbox').getAll();
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
    db.close();
    return all;
  }, null);
}
