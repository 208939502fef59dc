import type { Draft } from '../../../utils/draft/draft.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import type { Finding, LintResult, Severity } from '../../../utils/lint/finding.ts';
import { verdictOf } from '../../../utils/lint/finding.ts';
import type { ComposerRequest, ComposerState, VerifiedClearance } from '../../../utils/messages.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';

export const NOW = 1_800_000_000_000;
export const HOUR = 3_600_000;
export const REQUEST = '6a1f0e5c-1111-4111-8111-111111111111';
const MEMBER = { id: '6a1f0e5c-2222-4222-8222-222222222222', name: 'Ola' };

export type Joined = Extract<ComposerState, { kind: 'joined' }>;

export const draftOf = (text: string, more: Partial<Draft> = {}): Draft => ({
  platform: 'x',
  account: '@fund',
  parts: [{ text, media: [] }],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
  ...more,
});

export const findingOf = (severity: Severity, start = 0, end = 3, rule = 'promise'): Finding => ({
  rule,
  pack: 'finance-us',
  kind: 'existence',
  severity,
  part: 0,
  start,
  end,
  text: 'abc',
  message: 'Promises a result.',
  why: null,
  suggestions: [],
  locale: 'en',
});

export const lintOf = (...severities: readonly Severity[]): LintResult => {
  const findings = severities.map((severity) => findingOf(severity));
  return { verdict: verdictOf(findings), findings };
};

export const joined = (more: Partial<Joined> = {}): Joined => ({
  kind: 'joined',
  team: { id: 't', name: 'Fund' },
  member: MEMBER,
  mayAsk: true,
  connection: 'online',
  ruleset: { version: 1, plan: planRuleset({ packs: [], overrides: {} }, 'en') },
  clockOffset: 0,
  requests: [],
  clearances: [],
  ...more,
});

export const requestOf = (draft: Draft, more: Partial<ComposerRequest> = {}): ComposerRequest => ({
  id: REQUEST,
  platform: draft.platform,
  account: draft.account,
  state: 'waiting',
  delivery: 'sent',
  refusal: null,
  version: 1,
  fingerprint: fingerprintOf(draft),
  decisions: [],
  updatedAt: NOW - HOUR,
  ...more,
});

export const clearanceOf = (draft: Draft, more: Partial<VerifiedClearance> = {}): VerifiedClearance => ({
  id: '6a1f0e5c-3333-4333-8333-333333333333',
  request: REQUEST,
  fingerprint: fingerprintOf(draft),
  platform: draft.platform,
  account: draft.account,
  expiresAt: NOW + HOUR,
  ...more,
});
