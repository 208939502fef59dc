/**
 * Who may do what, as data: every route of the API, every command and every page, for every role, without a valid sign-in,
 * and from another team. `authorization.test.ts` holds the running store against it and `docs/authorization.md` is
 * written from it (`node scripts/run.mjs scripts/authorization-docs.ts`).
 */
import type { RefusalCode } from '../../utils/api/codes.ts';
import type { Command } from '../../utils/api/commands.ts';
import type { Role } from '../../utils/api/ids.ts';
import type { ROUTES } from '../../utils/api/routes.ts';

export type RouteName = keyof typeof ROUTES;

/** What a member of another team gets who names this team's things: an answer about their own team, or a refusal. */
export type Foreign = 'own team' | RefusalCode;

export interface ApiRule {
  /** Others of the team are refused with `wrong_role`. */
  readonly may: readonly Role[];
  readonly foreign: Foreign;
  /** What every role may do for itself alone. */
  readonly forThemselves?: string;
}

/** A command's refusals are outcomes of its own: `else` is what roles get that may not, all of them or each. */
export interface CommandRule extends ApiRule {
  readonly else: RefusalCode | Readonly<Partial<Record<Role, RefusalCode>>>;
}

const EVERYONE = ['author', 'reviewer', 'admin', 'auditor'] as const;
const ADMIN = ['admin'] as const;
const RECORD = ['admin', 'auditor'] as const;

/** `join` is reached without a token and is tested by itself: whoever has the code and its verifier may. */
export const API: Readonly<Record<Exclude<RouteName, 'join'>, ApiRule>> = {
  push: { may: EVERYONE, foreign: 'own team' },
  pull: { may: EVERYONE, foreign: 'own team' },
  ruleset: { may: EVERYONE, foreign: 'own team' },
  rulesetSources: { may: EVERYONE, foreign: 'own team' },
  rulesetHistory: { may: EVERYONE, foreign: 'own team' },
  rulesetDevices: { may: RECORD, foreign: 'own team' },
  ruleFigures: { may: RECORD, foreign: 'own team' },
  insight: { may: RECORD, foreign: 'own team' },
  recentPosts: { may: ADMIN, foreign: 'own team' },
  shippedPacks: { may: EVERYONE, foreign: 'own team' },
  publish: { may: ADMIN, foreign: 'own team' },
  groups: { may: EVERYONE, foreign: 'own team' },
  setGroup: { may: ADMIN, foreign: 'not_found' },
  setAbsence: { may: ADMIN, foreign: 'not_found', forThemselves: 'name who decides in their own place' },
  pause: { may: ADMIN, foreign: 'own team' },
  liftPause: { may: ADMIN, foreign: 'not_found' },
  dryRun: { may: ADMIN, foreign: 'not_found', forThemselves: 'try what a draft of their own would need' },
  askWords: { may: ['author', 'reviewer', 'admin'], foreign: 'own team' },
  wordAsks: { may: ADMIN, foreign: 'own team' },
  ownWordAsks: { may: EVERYONE, foreign: 'own team' },
  closeWordAsk: { may: ADMIN, foreign: 'not_found' },
  devices: { may: EVERYONE, foreign: 'own team' },
  logCheckpoint: { may: EVERYONE, foreign: 'own team' },
  logExport: { may: RECORD, foreign: 'own team' },
  webhooks: { may: ADMIN, foreign: 'own team' },
  webhookAdd: { may: ADMIN, foreign: 'own team' },
  webhookSecret: { may: ADMIN, foreign: 'not_found' },
  webhookRemove: { may: ADMIN, foreign: 'not_found' },
  outbox: { may: ADMIN, foreign: 'own team' },
  outboxRetry: { may: ADMIN, foreign: 'own team' },
  leave: { may: EVERYONE, foreign: 'own team' },
};

/** Commands of `push`, each on something that another member of the team has asked for. */
export const COMMANDS: Readonly<Record<Command['kind'], CommandRule>> = {
  'request.create': { may: ['author'], else: 'wrong_role', foreign: 'own team' },
  'request.send-version': {
    may: [],
    else: 'not_your_request',
    foreign: 'not_found',
    forThemselves: 'of their own request',
  },
  'request.withdraw': {
    may: [],
    else: 'not_your_request',
    foreign: 'not_found',
    forThemselves: 'their own request',
  },
  'request.cancel': { may: ADMIN, else: 'wrong_role', foreign: 'not_found' },
  'request.override': { may: ADMIN, else: 'wrong_role', foreign: 'not_found' },
  'request.comment': {
    may: ['reviewer', 'admin'],
    else: { author: 'not_found', auditor: 'wrong_role' },
    foreign: 'not_found',
    forThemselves: 'on their own request',
  },
  'request.decide': { may: ['reviewer'], else: 'wrong_role', foreign: 'not_found' },
  'post.released': {
    may: [],
    else: 'not_your_request',
    foreign: 'clearance_invalid',
    forThemselves: 'under their own clearance',
  },
  'post.published': {
    may: [],
    else: 'not_your_request',
    foreign: 'clearance_invalid',
    forThemselves: 'under their own clearance',
  },
};

export interface PageRule {
  /** `anyone`: without signing in, too. Otherwise whoever is not signed in is led to do so. */
  readonly may: 'anyone' | readonly Role[];
  /** What somebody of another team gets who names this team's things: `own team`, or the refusal's status. */
  readonly foreign: 'own team' | 404 | 400;
  /** What those who may are answered with, when that is neither a page (200) nor a way on (303). */
  readonly answer?: number;
  readonly note?: string;
}

const member = { may: EVERYONE, foreign: 'own team' } as const;
const admin = { may: ADMIN, foreign: 'own team' } as const;
const onRecord = { may: RECORD, foreign: 'own team' } as const;
const anyone = { may: 'anyone', foreign: 'own team' } as const;
const operation = { ...anyone, note: 'says nothing of any team' } as const;
const link = { ...anyone, note: 'whoever has the link that works once' } as const;
const half = { ...anyone, note: 'whoever has shown the first factor; others are led to sign in' } as const;

/** Everything else that the server answers, by method and path. */
export const PAGES: Readonly<Record<string, PageRule>> = {
  'GET /style.css': operation,
  'GET /icon.svg': operation,
  'GET /passkey.js': operation,
  'GET /healthz': operation,
  'GET /health/live': operation,
  'GET /readyz': operation,
  'GET /health/ready': operation,
  'GET /metrics': {
    ...operation,
    answer: 404,
    note: 'whoever has the operator’s token; not there without one',
  },
  'GET /api/openapi.json': operation,
  'GET /api/reference': operation,
  'GET /api/v1/socket': { ...operation, answer: 404, note: 'a WebSocket; says nothing before a valid token' },
  'OPTIONS /api*': { ...operation, answer: 204, note: 'what browsers ask before they call' },
  'GET /setup': link,
  'POST /setup': link,
  'GET /invitation': link,
  'POST /invitation': link,
  'GET /password': link,
  'POST /password': link,
  'GET /sign-in': anyone,
  'POST /sign-in': anyone,
  'GET /sign-in/passkey': anyone,
  'POST /sign-in/passkey': { ...anyone, answer: 403, note: 'with a passkey' },
  'GET /sign-in/oidc': { ...anyone, answer: 404, note: 'where a team has single sign-on' },
  'POST /sign-in/oidc': { ...anyone, answer: 404, note: 'where a team has single sign-on for the address' },
  'GET /sign-in/oidc/:team/callback': {
    ...anyone,
    answer: 404,
    note: 'as the team’s provider sends the browser back',
  },
  'POST /sign-out': anyone,
  'GET /second-factor': half,
  'POST /second-factor': half,
  'GET /second-factor/passkey': half,
  'POST /second-factor/passkey': half,
  'GET /second-factor/set-up': { ...member, note: 'or half signed in, where the team demands a factor' },
  'POST /second-factor/set-up': { ...member, answer: 403, note: 'with the code that the app shows' },
  'GET /': member,
  'GET /account': member,
  'POST /account/session': member,
  'POST /account/device': member,
  'POST /account/elsewhere': member,
  'GET /account/factor': member,
  'POST /account/factor': { ...member, answer: 403, note: 'with password and code' },
  'GET /account/passkeys': member,
  'POST /account/passkeys': member,
  'GET /join': member,
  'POST /join': member,
  'GET /devices': member,
  'POST /devices/revoke': member,
  'GET /members': admin,
  'POST /members/invite': admin,
  'POST /members/deactivate': admin,
  'POST /members/reactivate': admin,
  'POST /members/password': { ...admin, foreign: 404 },
  'POST /members/roles': admin,
  'GET /members/access': { ...admin, foreign: 404 },
  'POST /members/access/session': admin,
  'POST /members/access/device': admin,
  'POST /members/access/everything': admin,
  'POST /members/access/factor': admin,
  'GET /security': admin,
  'POST /security': admin,
  'GET /single-sign-on': admin,
  'POST /single-sign-on': { ...admin, answer: 422, note: 'with a provider that answers' },
  'POST /single-sign-on/remove': admin,
  'GET /record': onRecord,
  'POST /record/export': onRecord,
  'POST /record/retention': admin,
  'POST /record/hold': admin,
  'POST /record/lift': { ...admin, foreign: 404 },
  'POST /record/address': admin,
  'POST /record/retry': admin,
  'GET /webhooks': admin,
  'POST /webhooks/add': admin,
  'POST /webhooks/secret': { ...admin, foreign: 404 },
  'POST /webhooks/remove': { ...admin, foreign: 404 },
  'POST /webhooks/retry': admin,
  'GET /groups': admin,
  'POST /groups/set': { ...admin, foreign: 404 },
  'POST /groups/remove': { ...admin, foreign: 404 },
  'GET /absences': member,
  'POST /absences/set': { ...admin, foreign: 404, note: 'everyone for themselves' },
  'POST /absences/end': { ...admin, foreign: 404, note: 'everyone for themselves' },
  'GET /platforms': admin,
  'GET /pauses': admin,
  'POST /pauses/place': admin,
  'POST /pauses/lift': { ...admin, foreign: 404 },
};
