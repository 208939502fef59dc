/**
 * Messages between the parts of the extension. The background checks the sender of each kind before it looks at the
 * content: a content script speaks only for its own page and never learns tokens, other drafts or other members' posts.
 */

import type { Thumbnail } from './api/draft.ts';
import type { DecisionKind, MemberRef, Post, RequestState } from './api/entities.ts';
import type { Draft, PlatformId } from './draft/draft.ts';
import type { Fingerprint } from './draft/fingerprint.ts';
import type { Messages, UiLocale } from './i18n/translator.ts';
import type { Finding, Verdict } from './lint/finding.ts';
import type { LinterPlan } from './lint/plan.ts';
import type { Pause } from './policy/pause.ts';
import type { Policy } from './policy/policy.ts';
import type { Person } from './policy/who.ts';

/** An own request as the composer needs it: no text, only what it is bound to and how it stands. */
export interface ComposerRequest {
  readonly id: string;
  readonly platform: PlatformId;
  readonly account: string | null;
  readonly state: RequestState;
  /** `queued`: kept in the outbox; `refused`: the store said no (see `refusal`); `sent`: acknowledged. */
  readonly delivery: 'queued' | 'sent' | 'refused';
  readonly refusal: string | null;
  readonly version: number;
  readonly fingerprint: Fingerprint;
  readonly decisions: readonly {
    readonly kind: DecisionKind;
    readonly member: MemberRef;
    readonly reason: string | null;
  }[];
  /** What was said of the newest version, to its author too. */
  readonly comments?: readonly RequestComment[];
  readonly updatedAt: number;
}

/** A remark on the newest version. */
export interface RequestComment {
  readonly id: string;
  readonly member: MemberRef;
  readonly text: string;
  /** The words of that version that it is about, where it says so; a reason for a decision has none. */
  readonly words: { readonly part: number; readonly text: string } | null;
}

/** A clearance whose signature the background has verified with the pinned key. */
export interface VerifiedClearance {
  readonly id: string;
  readonly request: string;
  readonly fingerprint: Fingerprint;
  readonly platform: PlatformId;
  readonly account: string | null;
  /** Epoch ms, store clock. */
  readonly expiresAt: number;
  /** It lets one post out, once. */
  readonly once?: true | undefined;
}

/** Names a ruleset among all teams'; numbers alone are counted by each team for itself. */
export const rulesetKey = (team: string, version: number): string => `${team} ${version}`;

/**
 * The team's ruleset, compiled; null instead of its plan for a composer that has said it knows this one, `unusable` when
 * it cannot be compiled.
 */
export interface ComposerRuleset {
  readonly version: number;
  readonly plan: LinterPlan | 'unusable' | null;
}

export type Connection = 'online' | 'offline' | 'revoked';

/** All a composer on one platform needs to check and to decide, so that the gate never waits. */
export type ComposerState =
  | { readonly kind: 'unjoined' }
  | {
      readonly kind: 'joined';
      readonly team: { readonly id: string; readonly name: string };
      readonly member: MemberRef;
      /** Has the author role: only those may ask for approval. */
      readonly mayAsk: boolean;
      readonly connection: Connection;
      readonly ruleset: ComposerRuleset | null;
      /** Store clock minus this browser's, ms. */
      readonly clockOffset: number;
      readonly requests: readonly ComposerRequest[];
      /** Those that have run out too: what they are worth is a matter of the time at which somebody asks. */
      readonly clearances: readonly VerifiedClearance[];
      /** What the team demands, and whom of: left out before its first ruleset has come. */
      readonly approval?: { readonly policy: Policy; readonly author: Person };
      readonly pauses?: readonly Pause[];
      /** When the local copy was last whole, epoch ms, store clock. */
      readonly heardAt?: number | null;
      /** How long answers have taken lately, ms; null where too few are known. */
      readonly answerTime?: number | null;
    };

export interface Submission {
  readonly draft: Draft;
  readonly fingerprint: Fingerprint;
  /** What the author said of the draft. */
  readonly declared: readonly string[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly rulesetVersion: number;
  readonly note: string;
  readonly thumbnails?: readonly Thumbnail[] | undefined;
}

/** Content script → background. */
export type ComposerMessage =
  | {
      readonly type: 'composer/state';
      readonly platform: PlatformId;
      /** {@link rulesetKey} of the ruleset that need not be sent again; without it all is sent. */
      readonly knownRuleset?: string | null | undefined;
    }
  /** Asks for the words that the author reads; the languages are BCP 47 tags, most wanted first. */
  | { readonly type: 'composer/texts'; readonly languages: readonly string[] }
  /** Asks for the lint engine in this frame. */
  | { readonly type: 'composer/linter' }
  | { readonly type: 'composer/request'; readonly submission: Submission }
  | {
      readonly type: 'composer/send-version';
      readonly request: string;
      readonly number: number;
      readonly submission: Submission;
    }
  | { readonly type: 'composer/withdraw'; readonly request: string }
  /** Lets an own version out without its approvals, where the policy lets its author do so. */
  | {
      readonly type: 'composer/override';
      readonly request: string;
      readonly number: number;
      readonly fingerprint: Fingerprint;
      readonly reason: string;
    }
  | {
      readonly type: 'composer/released';
      readonly clearance: VerifiedClearance;
      readonly at: number;
    }
  /** The platform has named the posts that this clearance let out. */
  | {
      readonly type: 'composer/published';
      readonly clearance: VerifiedClearance;
      readonly posts: readonly Post[];
      readonly at: number;
    }
  /** The pack's own good examples for a rule. */
  | { readonly type: 'composer/examples'; readonly pack: string; readonly rule: string }
  /** Asks the admins to accept words that a rule minds. */
  | {
      readonly type: 'composer/ask-words';
      readonly pack: string;
      readonly rule: string;
      readonly words: string;
      readonly note: string;
    };

/** Popup, options and welcome pages → background. They read the local database themselves. */
export type PageMessage =
  | { readonly type: 'page/join'; readonly store: string; readonly code: string; readonly verifier: string }
  | { readonly type: 'page/leave' }
  /** The page has put commands into the outbox: send them now. */
  | { readonly type: 'page/flush' }
  | { readonly type: 'page/sync' };

/** Background → content scripts: something of {@link ComposerState} changed; ask for it. */
export type BroadcastMessage = { readonly type: 'state-changed' };

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly detail: string };

export interface ReplyOf {
  'composer/state': ComposerState;
  /** `messages` is null for English, which every script has. */
  'composer/texts': { readonly locale: UiLocale; readonly messages: Messages | null };
  'composer/linter': Record<string, never>;
  'composer/request': { readonly request: string };
  'composer/send-version': { readonly request: string };
  'composer/withdraw': Record<string, never>;
  'composer/override': Record<string, never>;
  'composer/released': Record<string, never>;
  'composer/published': Record<string, never>;
  'composer/examples': { readonly good: readonly string[] };
  'composer/ask-words': Record<string, never>;
  'page/join': { readonly team: string; readonly member: string };
  'page/leave': Record<string, never>;
  'page/flush': Record<string, never>;
  'page/sync': Record<string, never>;
}
