/**
 * What an organisation sets by its browser policies. Pure. Each value counts by itself: one that is wrong is left out and
 * named, so that a slip in one does not undo the others.
 */
import { z } from 'zod';
import { localeOf, type UiLocale } from '../i18n/locales.ts';
import { checkSite } from '../site-address.ts';
import { checkAddress } from '../store-address.ts';

/** As the welcome page takes it, its scheme written out. What follows the host is left out. */
const store = z
  .string()
  .max(2_000)
  .refine((text) => /^https?:\/\//i.test(text) && checkAddress(text).ok)
  .transform((text) => new URL(text).origin);

/** Host names, or addresses of pages on them. */
const sites = z
  .array(
    z.string().transform((text, context) => {
      const checked = checkSite(text);
      if (checked.ok) return checked.host;
      context.addIssue({ code: 'custom', message: checked.problem });
      return z.NEVER;
    }),
  )
  .max(500)
  .transform((hosts) => [...new Set(hosts)]);

/** A BCP 47 tag of a language that Signoff speaks. */
const language = z.string().transform((tag, context) => {
  const locale = localeOf(tag);
  if (locale !== undefined) return locale;
  context.addIssue({ code: 'custom', message: 'unknown' });
  return z.NEVER;
});

const SCHEMAS = {
  store,
  team: z.uuid(),
  lockConnection: z.boolean(),
  sites,
  lockSites: z.boolean(),
  language,
  skipWelcome: z.boolean(),
} as const;

export type ManagedKey = keyof typeof SCHEMAS;

export const MANAGED_KEYS = Object.keys(SCHEMAS) as readonly ManagedKey[];

export interface ManagedSettings {
  /** Origin of the store that this browser is connected to. */
  readonly store?: string | undefined;
  /** Id of the only team that it may join. */
  readonly team?: string | undefined;
  /** The user can neither leave nor choose another store. */
  readonly lockConnection?: boolean | undefined;
  /** Hosts that are to be checked besides the named platforms; the user cannot switch them off. */
  readonly sites?: readonly string[] | undefined;
  /** The user can switch no further sites on or off. */
  readonly lockSites?: boolean | undefined;
  /** What Signoff speaks in this browser, whatever language the browser has. */
  readonly language?: UiLocale | undefined;
  /** The welcome page is not opened when the extension is installed. */
  readonly skipWelcome?: boolean | undefined;
}

export interface Managed {
  readonly settings: ManagedSettings;
  /** Names of values that are left out: wrong, or not known. */
  readonly wrong: readonly string[];
}

/** @param raw all that the browser hands over of its managed storage */
export function readSettings(raw: Readonly<Record<string, unknown>>): Managed {
  const settings: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const schema = Object.hasOwn(SCHEMAS, key) ? SCHEMAS[key as ManagedKey] : undefined;
    const parsed = schema?.safeParse(value);
    if (parsed?.success === true) settings[key] = parsed.data;
    else wrong.push(key);
  }
  return { settings, wrong: wrong.sort() };
}

/** Whether this browser may be connected to the store at this address. */
export function mayConnect({ store: only, lockConnection }: ManagedSettings, address: string): boolean {
  if (lockConnection !== true || only === undefined) return true;
  return URL.canParse(address) && new URL(address).origin === only;
}
