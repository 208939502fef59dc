import type {
  ApprovalRequest,
  Decision,
  Member,
  MemberRef,
  RequestVersion,
} from '../../../utils/api/entities.ts';
import { type Severity, verdictOf } from '../../../utils/lint/finding.ts';
import type { LocalRequest } from '../../../utils/sync/project.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const OLA: MemberRef = { id: 'ola', name: 'Ola Hansen' };
export const KARI: MemberRef = { id: 'kari', name: 'Kari Nordmann' };
export const PER: MemberRef = { id: 'per', name: 'Per Lie' };

export function member(ref: MemberRef, roles: Member['roles'] = ['reviewer']): Member {
  return { ...ref, email: `${ref.id}@fund.example`, roles, active: true };
}

type Found = RequestVersion['findings'][number];

export function finding(severity: Severity, start = 0, end = 3, changes: Partial<Found> = {}): Found {
  return {
    rule: 'claim',
    pack: 'finance',
    kind: 'existence',
    severity,
    part: 0,
    start,
    end,
    text: '',
    message: `A ${severity}.`,
    why: null,
    suggestions: [],
    locale: 'en',
    ...changes,
  };
}

export function version(
  number: number,
  changes: Partial<RequestVersion> & { readonly text?: string } = {},
): RequestVersion {
  const { text = `Text of version ${number}`, findings = [finding('review')], ...rest } = changes;
  return {
    number,
    draft: {
      platform: 'x',
      account: '@fund',
      parts: [{ text, media: [] }],
      replyTo: null,
      quotes: null,
      scheduledFor: null,
    },
    fingerprint: `${number}`.repeat(64).slice(0, 64),
    findings,
    verdict: verdictOf(findings),
    rulesetVersion: 1,
    note: '',
    editedBy: OLA,
    createdAt: NOW - HOUR,
    decisions: [],
    clearance: null,
    ...rest,
  };
}

export function decision(
  by: MemberRef,
  kind: Decision['kind'] = 'approve',
  reason: string | null = null,
): Decision {
  return { id: `${by.id} ${kind}`, member: by, kind, reason, at: NOW };
}

export function local(
  id: string,
  changes: Partial<ApprovalRequest> = {},
  around: Partial<Omit<LocalRequest, 'request'>> = {},
): LocalRequest {
  return {
    request: {
      id,
      author: OLA,
      platform: 'x',
      account: '@fund',
      state: 'waiting',
      createdAt: NOW - HOUR,
      updatedAt: NOW - HOUR,
      expiresAt: NOW + 48 * HOUR,
      versions: [version(1)],
      ...changes,
    },
    delivery: 'sent',
    refusal: null,
    refusedSeq: null,
    ...around,
  };
}
