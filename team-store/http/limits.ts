/** How often one caller may try within a minute. */
export interface Limits {
  /** Joining, by address. */
  readonly join: number;
  /** Signing in, by address and e-mail. */
  readonly signIn: number;
  /** Any form, by address. */
  readonly forms: number;
}

export const DEFAULT_LIMITS: Limits = { join: 30, signIn: 20, forms: 120 };
