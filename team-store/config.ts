/** What a store is started with: every mistake is one sentence. */
import type { FastifyServerOptions } from 'fastify';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { StartError } from './errors.ts';
import type { Limits } from './http/limits.ts';
import { isLoopback } from './loopback.ts';

export interface StoreOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Where the embedded PostgreSQL and the store's secret are kept. Either this or `databaseUrl`. */
  readonly dataDir?: string;
  /** A PostgreSQL of one's own. */
  readonly databaseUrl?: string;
  /** The same database by the user that owns it, which sets it up; without it `databaseUrl`'s does. */
  readonly migrateUrl?: string;
  /** Where people and browsers reach the store, when that is not the address it listens on. */
  readonly publicUrl?: string;
  /** At least 32 characters; without it the data folder's own is used. */
  readonly secret?: string;
  /** Addresses or networks of reverse proxies whose `X-Forwarded-For` is believed, separated by commas. */
  readonly trustProxy?: string;
  /** Hosts (`name` or `name:port`) that webhooks may reach although they are not public, separated by commas. */
  readonly webhookAllow?: string;
  /** Hosts (`name` or `name:port`) that teams may name as providers of single sign-on although they are not public. */
  readonly oidcAllow?: string;
  /** Whoever reads `/metrics` must have it; without it there are none. At least 16 characters. */
  readonly metricsToken?: string;
  /** Where the teams' logs are exported to on a schedule; without it they are not. */
  readonly exportDir?: string;
  /** Hours between two exports of a team's log. */
  readonly exportHours?: number;
  readonly logger?: FastifyServerOptions['logger'];
  /** Epoch ms; replaced in tests of a clock that is wrong. */
  readonly clock?: () => number;
  readonly limits?: Partial<Limits>;
}

export interface StoreConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string | null;
  readonly databaseUrl: string | null;
  readonly migrateUrl: string | null;
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly trustProxy: string | null;
  readonly webhookAllow: readonly string[];
  readonly oidcAllow: readonly string[];
  readonly metricsToken: string | null;
  readonly exportDir: string | null;
  readonly exportHours: number;
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);

const publicUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'SIGNOFF_PUBLIC_URL must be the address of the store, such as https://signoff.example.com.',
    abort: true,
  })
  .refine((text) => new URL(text).protocol === 'https:' || isLoopback(new URL(text)), {
    error: 'SIGNOFF_PUBLIC_URL must begin with https:// unless the store is only for this machine.',
    abort: true,
  })
  .refine((text) => /^\/?$/.test(new URL(text).pathname) && new URL(text).search === '', {
    error: 'SIGNOFF_PUBLIC_URL must be a host without a path: the store does not run below one.',
  })
  .transform((text) => new URL(text).origin);

/** Names as https://github.com/jshttp/proxy-addr has them. */
const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

function isNetwork(text: string): boolean {
  return NETWORKS.has(text) || ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

const postgresUrl = (variable: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
      `${variable} must begin with postgres://, such as postgres://user:password@host/database.`,
    );

/** Names of hosts, separated by commas. */
const hostList = (variable: string, example: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    )
    .refine((hosts) => hosts.every((host) => URL.canParse(`http://${host}`) && !/[/@]/.test(host)), {
      error: `${variable} must be names of hosts, with or without a port, separated by commas, such as ${example}.`,
    });

const EXPORT_HOURS = 'SIGNOFF_EXPORT_HOURS must be a number of hours up to 8760, such as 24.';

const schema = z
  .object({
    port: z
      .number({ error: 'The port must be a whole number from 0 to 65535.' })
      .int('The port must be a whole number from 0 to 65535.')
      .min(0, 'The port must be a whole number from 0 to 65535.')
      .max(65_535, 'The port must be a whole number from 0 to 65535.')
      .default(8455),
    host: z.string().min(1, 'The host must be an address or a name of this machine.').default('127.0.0.1'),
    dataDir: z.string().min(1, 'The data folder must have a name.').nullable().default(null),
    databaseUrl: postgresUrl('DATABASE_URL').nullable().default(null),
    migrateUrl: postgresUrl('SIGNOFF_MIGRATE_URL').nullable().default(null),
    publicUrl: publicUrl.nullable().default(null),
    secret: z.string().min(32, 'SIGNOFF_SECRET must have at least 32 characters.').nullable().default(null),
    trustProxy: z
      .string()
      .refine((text) => text.split(',').every((one) => isNetwork(one.trim())), {
        error:
          'SIGNOFF_TRUST_PROXY must be addresses or networks separated by commas, such as 10.0.0.0/8 or loopback.',
      })
      .nullable()
      .default(null),
    metricsToken: z
      .string()
      .min(16, 'SIGNOFF_METRICS_TOKEN must have at least 16 characters.')
      .nullable()
      .default(null),
    exportDir: z.string().min(1, 'SIGNOFF_EXPORT_DIR must be a folder.').nullable().default(null),
    exportHours: z
      .number({ error: EXPORT_HOURS })
      .min(0.01, EXPORT_HOURS)
      .max(8_760, EXPORT_HOURS)
      .default(24),
    webhookAllow: hostList('SIGNOFF_WEBHOOK_ALLOW', 'hooks.example.com:8443'),
    oidcAllow: hostList('SIGNOFF_OIDC_ALLOW', 'login.example.internal'),
  })
  .refine(({ dataDir, databaseUrl }) => dataDir !== null || databaseUrl !== null, {
    error: 'Give the store a data folder (--data) or a database (DATABASE_URL).',
    when: () => true,
  })
  .refine(({ databaseUrl, migrateUrl }) => migrateUrl === null || databaseUrl !== null, {
    error: 'SIGNOFF_MIGRATE_URL needs DATABASE_URL beside it, with the user that the server works as.',
    when: () => true,
  })
  .refine(({ dataDir, secret }) => dataDir !== null || secret !== null, {
    error: 'A store without a data folder needs SIGNOFF_SECRET.',
    when: () => true,
  })
  .refine(({ host, publicUrl: url }) => url !== null || LOOPBACK_HOSTS.has(host), {
    error: 'A store that other machines reach needs SIGNOFF_PUBLIC_URL, so that links and cookies are right.',
    when: () => true,
  });

/** @throws StartError `config_invalid` with a sentence for each mistake */
export function readConfig(options: StoreOptions): StoreConfig {
  const { limits: _limits, logger: _logger, clock: _clock, ...given } = options;
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = [...new Set(parsed.error.issues.map(({ message }) => message))];
  throw new StartError('config_invalid', sentences.join('\n'), parsed.error);
}
