/** What the store is told by its command line and environment, as options; whether it makes sense is `config.ts`'s to say. */
import type { StoreOptions } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES = {
  DATABASE_URL: 'databaseUrl',
  SIGNOFF_MIGRATE_URL: 'migrateUrl',
  SIGNOFF_SECRET: 'secret',
  SIGNOFF_PUBLIC_URL: 'publicUrl',
  SIGNOFF_TRUST_PROXY: 'trustProxy',
  SIGNOFF_WEBHOOK_ALLOW: 'webhookAllow',
  SIGNOFF_OIDC_ALLOW: 'oidcAllow',
  SIGNOFF_METRICS_TOKEN: 'metricsToken',
  SIGNOFF_EXPORT_DIR: 'exportDir',
  SIGNOFF_EXPORT_HOURS: 'exportHours',
} as const satisfies Record<string, keyof StoreOptions>;

/** Of the scripts around the store, not its own. */
const ELSEWHERE = new Set([
  'SIGNOFF_CHROMIUM',
  'SIGNOFF_DEBUG',
  'SIGNOFF_FIREFOX',
  'SIGNOFF_PLAYGROUND',
  'SIGNOFF_WRITE_MATRIX',
]);

export interface CommandLine {
  readonly port: string;
  readonly host: string;
  readonly data: string | undefined;
}

/** Text that is no number becomes one that no option takes. */
function numberOf(text: string): number {
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * A variable that is empty counts as not there.
 * @returns the options, and the names that look like the store's and are not: misspelt, or set by something else (a
 * cluster names its services so), which is why they are told and not refused
 */
export function readEnvironment(
  { port, host, data }: CommandLine,
  environment: Environment,
): { readonly options: StoreOptions; readonly unknown: readonly string[] } {
  const given: Partial<Record<(typeof VARIABLES)[keyof typeof VARIABLES], string>> = {};
  for (const [variable, option] of Object.entries(VARIABLES)) {
    const value = environment[variable];
    if (value !== undefined && value !== '') given[option] = value;
  }
  const { exportHours, ...texts } = given;
  const alone = given.databaseUrl !== undefined && given.secret !== undefined;
  const dataDir = data ?? (alone ? undefined : '.data');
  const unknown = Object.keys(environment)
    .filter((name) => name.startsWith('SIGNOFF_') && !Object.hasOwn(VARIABLES, name) && !ELSEWHERE.has(name))
    .sort();
  return {
    options: {
      port: numberOf(port),
      host,
      ...texts,
      ...(exportHours === undefined ? {} : { exportHours: numberOf(exportHours) }),
      ...(dataDir === undefined ? {} : { dataDir }),
    },
    unknown,
  };
}
