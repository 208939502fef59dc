/** What the team's actions work with. One a running store. */
import { openTeamKey, type Signer } from '../crypto/keys.ts';
import type { Database, Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Checker, createChecker } from './check.ts';

export interface Core {
  readonly db: Database;
  /** Epoch ms: the store's clock, by which everything is dated and expires. */
  readonly now: () => number;
  readonly secret: string;
  readonly checker: Checker;
  /** Hosts (`name` or `name:port`) that the operator lets webhooks reach although they are not public. */
  readonly webhookHosts: ReadonlySet<string>;
  /** Hosts (`name` or `name:port`) that the operator lets teams name as their provider although they are not public. */
  readonly oidcHosts: ReadonlySet<string>;
  /**
   * Runs work that nobody waits for after what runs now, so that its time tells a caller nothing. It never fails anyone:
   * what goes wrong is told to `onError`.
   */
  later(work: () => Promise<unknown>): void;
  /** Resolves when all that was left for later is done. */
  settled(): Promise<void>;
  /** The team's signing key, opened once. */
  signerOf(tx: Tx, team: string): Promise<Signer>;
}

export interface CoreOptions {
  readonly db: Database;
  readonly now: () => number;
  readonly secret: string;
  readonly webhookHosts?: ReadonlySet<string>;
  readonly oidcHosts?: ReadonlySet<string>;
  readonly onError?: (error: unknown) => void;
}

export function createCore(options: CoreOptions): Core {
  const { db, now, secret, webhookHosts = new Set(), oidcHosts = new Set() } = options;
  const { onError = () => undefined } = options;
  const signers = new Map<string, Signer>();
  const running = new Set<Promise<void>>();
  return {
    db,
    now,
    secret,
    checker: createChecker(),
    webhookHosts,
    oidcHosts,
    later(work) {
      const done = Promise.resolve()
        .then(work)
        .then(() => undefined, onError)
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async signerOf(tx, team) {
      const known = signers.get(team);
      if (known !== undefined) return known;
      const row = await tx
        .selectFrom('teams')
        .select(['public_key', 'sealed_key'])
        .where('team', '=', team)
        .executeTakeFirst();
      if (row === undefined) throw new Refusal('not_found');
      const signer = await openTeamKey(secret, team, { publicKey: row.public_key, sealed: row.sealed_key });
      signers.set(team, signer);
      return signer;
    },
  };
}
