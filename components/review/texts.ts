import type en from '../../assets/locales/en/popup.json';
import type { DecisionKind, RequestState } from '../../utils/api/entities.ts';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

export const POPUP_TEXTS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/popup.json', { eager: true, import: 'default' }),
);

export type MessageKey = keyof typeof en;

export const useReviewTexts = textsHook(POPUP_TEXTS);

/** What an author declared, in words; the team's own names as they are. */
export function declaredName(t: ReturnType<typeof useReviewTexts>, name: string): string {
  const key = `declared_${name}`;
  return key in POPUP_TEXTS.en ? t(key as MessageKey) : name.replaceAll('-', ' ');
}

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
