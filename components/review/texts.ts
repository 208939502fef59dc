import en from '../../assets/locales/en/popup.json';
import nb from '../../assets/locales/nb/popup.json';
import type { DecisionKind, RequestState } from '../../utils/api/entities.ts';
import { textsHook } from '../ui/locale.ts';

export const useReviewTexts = textsHook({ en, nb });

export const STATE_KEY = {
  waiting: 'stateWaiting',
  approved: 'stateApproved',
  'changes-requested': 'stateChangesRequested',
  rejected: 'stateRejected',
  withdrawn: 'stateWithdrawn',
  expired: 'stateExpired',
} as const satisfies Record<RequestState, keyof typeof en>;

export const STATE_TONE = {
  waiting: 'wait',
  approved: 'clear',
  'changes-requested': 'warn',
  rejected: 'block',
  withdrawn: 'note',
  expired: 'note',
} as const satisfies Record<RequestState, string>;

export const DECIDED_KEY = {
  approve: 'decidedApprove',
  'request-changes': 'decidedRequestChanges',
  reject: 'decidedReject',
} as const satisfies Record<DecisionKind, keyof typeof en>;

export const DECIDED_TONE = {
  approve: 'clear',
  'request-changes': 'warn',
  reject: 'block',
} as const satisfies Record<DecisionKind, string>;
