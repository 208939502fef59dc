/** What holds where a team has said nothing, and until its first ruleset has arrived. */
export const DEFAULT_POLICY = { need: 1, clearanceHours: 24, requestHours: 72 } as const;
