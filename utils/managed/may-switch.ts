import type { ManagedSettings } from './settings.ts';

/** Whether the user may switch the site on or off: what the organisation has set can only be allowed, never taken back. */
export function maySwitch(
  { sites = [], lockSites }: Pick<ManagedSettings, 'sites' | 'lockSites'>,
  host: string,
  on: boolean,
): boolean {
  return sites.includes(host) ? on : lockSites !== true;
}
