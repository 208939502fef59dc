/** Stable codes of the store's refusals. Texts for people are in assets/locales/<language>/errors.json under the same key. */
export const REFUSALS = {
  // the command itself
  invalid_input: 400,
  unauthorized: 401,
  token_revoked: 401,
  wrong_role: 403,
  not_found: 404,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  // joining
  code_invalid: 400,
  // sync
  sequence_gap: 409,
  cursor_too_old: 410,
  id_reused: 422,
  // approval
  fingerprint_mismatch: 422,
  own_request: 403,
  not_your_request: 403,
  already_decided: 409,
  version_changed: 409,
  not_your_turn: 409,
  request_closed: 409,
  request_expired: 409,
  reason_required: 422,
  content_blocked: 422,
  clearance_invalid: 422,
  // rules
  ruleset_changed: 409,
  ruleset_invalid: 422,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSALS;
