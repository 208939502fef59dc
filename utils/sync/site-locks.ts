/** What the user's organisation has decided about sites. Loaded when it is needed: with it comes zod. */
import { maySwitch } from '../managed/may-switch.ts';
import { readManaged } from '../managed/storage.ts';
import { LocalError } from './errors.ts';

/** @throws LocalError `managed_sites` when it is not the user's to switch the site on or off */
export async function heedOrganisation(host: string, on: boolean): Promise<void> {
  const { settings } = await readManaged();
  if (!maySwitch(settings, host, on))
    throw new LocalError('managed_sites', 'Your organisation decides which sites are checked.');
}

/** Hosts that the organisation wants checked. */
export async function presetSites(): Promise<readonly string[]> {
  return (await readManaged()).settings.sites ?? [];
}
