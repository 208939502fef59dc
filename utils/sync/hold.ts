/** How long a decision can be taken back before it is sent. */
export const HOLD_MS = 5_000;
