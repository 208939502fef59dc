/** The steps of joining a team, as signals: address, sign-in in a tab of the store, one-time code. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Reply } from '../../utils/messages.ts';
import { type AddressProblem, checkAddress } from '../../utils/store-address.ts';
import { LINK_PAGES, type LinkPage, storeLink } from '../../utils/store-link.ts';
import type { Found } from '../../utils/sync/client.ts';
import type { LocalConnection, LocalStore } from '../../utils/sync/live.ts';
import { looksLikeCode, tidyCode } from './join-code.ts';
import { createPkce } from './pkce.ts';

export interface Begun {
  readonly store: string;
  readonly verifier: string;
  readonly challenge: string;
  /** The page of the person's own link, which comes before the code; the link itself is not kept. */
  readonly first?: LinkPage | undefined;
}

export type JoinStage =
  | { readonly kind: 'loading' }
  /** `before` is the connection that the team has ended, where there was one. */
  | { readonly kind: 'address'; readonly before: LocalConnection | null }
  /** The store's page is open in a tab; its code is waited for. */
  | { readonly kind: 'code'; readonly begun: Begun }
  | { readonly kind: 'joined'; readonly connection: LocalConnection; readonly isNew: boolean }
  | { readonly kind: 'failed'; readonly problem: { readonly code: string; readonly detail: string } };

export interface JoinDeps {
  readonly openStore: () => Promise<Pick<LocalStore, 'connection'>>;
  readonly openTab: (url: string) => Promise<unknown>;
  /** What answers at an address. */
  readonly look: (store: string) => Promise<Found>;
  readonly isOnline: () => boolean;
  readonly join: (begun: Begun, code: string) => Promise<Reply<unknown>>;
  /** Outlives a reload of the page, not its tab. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Why an address does not do: how it is written, or what is there. */
export type NoAddress = AddressProblem | 'stranger' | 'silent' | 'offline';

export interface Joining {
  readonly stage: ReadonlySignal<JoinStage>;
  readonly addressProblem: ReadonlySignal<NoAddress | null>;
  readonly codeProblem: ReadonlySignal<'shape' | { readonly code: string; readonly detail: string } | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** What answers at an address. */
  readonly look: (store: string) => Promise<Found>;
  start(): Promise<void>;
  /**
   * Opens the store's page, if there is a store; again with the same address, it opens the same step again.
   * @param typed the address of a store, or the link that a person was sent
   */
  begin(typed: string): Promise<void>;
  /** Opens the page that makes the code: again, or after the page of the person's link. */
  reopen(): Promise<void>;
  back(): void;
  finish(code: string): Promise<void>;
}

export const BEGUN_KEY = 'join';

export function joinUrl(begun: Begun): string {
  const url = new URL('/join', begun.store);
  url.searchParams.set('challenge', begun.challenge);
  return url.href;
}

function parseBegun(text: string | null): Begun | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { store, verifier, challenge, first } = value as Record<string, unknown>;
    if (typeof store !== 'string' || typeof verifier !== 'string' || typeof challenge !== 'string')
      return null;
    if (!checkAddress(store).ok) return null;
    return { store, verifier, challenge, first: LINK_PAGES.find((page) => page === first) };
  } catch {
    return null;
  }
}

export function createJoining(deps: JoinDeps): Joining {
  const stage = signal<JoinStage>({ kind: 'loading' });
  const addressProblem = signal<NoAddress | null>(null);
  const codeProblem = signal<'shape' | { readonly code: string; readonly detail: string } | null>(null);
  const busy = signal(false);
  let ended: LocalConnection | null = null;

  async function connection(): Promise<LocalConnection | null> {
    return (await deps.openStore()).connection();
  }

  return {
    stage,
    addressProblem,
    codeProblem,
    busy,
    look: deps.look,
    async start() {
      try {
        const known = await connection();
        const begun = parseBegun(deps.storage.getItem(BEGUN_KEY));
        // Signed out by an admin, it may join again; what is not sent yet is kept.
        ended = known?.state === 'revoked' ? known : null;
        if (known !== null && ended === null)
          stage.value = { kind: 'joined', connection: known, isNew: false };
        else stage.value = begun === null ? { kind: 'address', before: ended } : { kind: 'code', begun };
      } catch (error) {
        const { code, detail } = error as { readonly code?: string; readonly detail?: string };
        stage.value = {
          kind: 'failed',
          problem: { code: code ?? 'unexpected', detail: detail ?? String(error) },
        };
      }
    },
    async begin(typed) {
      if (busy.value) return;
      const checked = checkAddress(typed);
      if (!checked.ok) {
        addressProblem.value = checked.problem;
        return;
      }
      busy.value = true;
      addressProblem.value = null;
      try {
        const found = await deps.look(checked.origin);
        if (found !== 'store') {
          addressProblem.value = found === 'silent' && !deps.isOnline() ? 'offline' : found;
          return;
        }
        const link = storeLink(typed);
        const begun = { store: checked.origin, ...(await createPkce()), first: link?.page };
        deps.storage.setItem(BEGUN_KEY, JSON.stringify(begun));
        batch(() => {
          codeProblem.value = null;
          stage.value = { kind: 'code', begun };
        });
        await deps.openTab(link?.url ?? joinUrl(begun));
      } finally {
        busy.value = false;
      }
    },
    async reopen() {
      if (stage.value.kind === 'code') await deps.openTab(joinUrl(stage.value.begun));
    },
    back() {
      deps.storage.removeItem(BEGUN_KEY);
      batch(() => {
        codeProblem.value = null;
        stage.value = { kind: 'address', before: ended };
      });
    },
    async finish(typed) {
      const current = stage.value;
      if (current.kind !== 'code' || busy.value) return;
      if (!looksLikeCode(typed)) {
        codeProblem.value = 'shape';
        return;
      }
      busy.value = true;
      codeProblem.value = null;
      try {
        const reply = await deps.join(current.begun, tidyCode(typed));
        if (!reply.ok) {
          codeProblem.value = reply;
          return;
        }
        deps.storage.removeItem(BEGUN_KEY);
        const joined = await connection();
        if (joined !== null) stage.value = { kind: 'joined', connection: joined, isNew: true };
      } finally {
        busy.value = false;
      }
    },
  };
}
