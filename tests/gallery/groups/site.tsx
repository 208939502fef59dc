import { signal } from '@preact/signals';
import { SiteSwitch } from '../../../components/site/SiteSwitch.tsx';
import { SitesPanel } from '../../../components/site/SitesPanel.tsx';
import { createSites, type SitePorts, type Sites } from '../../../components/site/sites.ts';
import { PLATFORM_IDS } from '../../../components/ui/platforms.ts';
import '../../../components/site/sites.css';
import '../../../components/team/team.css';
import type { ManagedSettings } from '../../../utils/managed/settings.ts';
import { LocalError } from '../../../utils/sync/errors.ts';
import type { Group } from '../group.ts';

const nothing = (): void => undefined;
const HOST = 'blog.nordlys.example';
const LONG_HOST = `${'a-very-long-name-of-a-very-long-site.'.repeat(5)}example`;

/** Sites as a browser with nothing to ask has them. @param done what was pressed before the picture is taken */
export function sitesOf(
  on: readonly string[],
  settings: ManagedSettings = {},
  more: Partial<SitePorts> = {},
  done: (sites: Sites) => void = nothing,
): Sites {
  const sites = createSites(
    {
      switchedOn: async () => new Map(on.map((host) => [host, 'site'])),
      isAllowed: async () => true,
      allow: async () => true,
      switchOn: async () => true,
      switchOff: async () => undefined,
      follow: () => nothing,
      ...more,
    },
    signal({ settings, wrong: [] }),
  );
  done(sites);
  return sites;
}

const typed =
  (text: string) =>
  (sites: Sites): void => {
    sites.type(text);
    void sites.add();
  };

const SITES: Readonly<Record<string, Sites>> = {
  'none switched on': sitesOf([]),
  'two switched on, one of a very long name': sitesOf([HOST, LONG_HOST]),
  loading: sitesOf([], {}, { switchedOn: () => new Promise(nothing) }),
  'cannot be read': sitesOf(
    [],
    {},
    { switchedOn: () => Promise.reject(new LocalError('database_blocked', '')) },
  ),
  'platforms without permission': sitesOf([], {}, { isAllowed: async () => false }),
  'set by the organisation, to be allowed': sitesOf([], { sites: [HOST] }),
  'set by the organisation, locked': sitesOf([HOST], { sites: [HOST], lockSites: true }),
  'nothing typed': sitesOf([], {}, {}, typed('')),
  'no address': sitesOf([], {}, {}, typed('*.example')),
  'not https': sitesOf([], {}, {}, typed('http://intranet')),
  'a platform': sitesOf([], {}, {}, typed('x.com')),
  'permission refused': sitesOf([], {}, { switchOn: async () => false }, typed(HOST)),
  'refused by the organisation': sitesOf(
    [HOST],
    {},
    { switchOff: () => Promise.reject(new LocalError('managed_sites', '')) },
    (sites) => void sites.turnOff(HOST),
  ),
  'switched on': sitesOf([HOST], {}, {}, (sites) => void sites.turnOn(HOST)),
  'asking the person': sitesOf([], {}, { switchOn: () => new Promise(nothing) }, typed(HOST)),
  'a platform allowed again': sitesOf([], {}, {}, (sites) => void sites.allow(PLATFORM_IDS[0] ?? '')),
};

export const SITE: Group = {
  SiteSwitch: [
    { page: { host: HOST, isOn: true }, isFree: true },
    { page: { host: HOST, isOn: false }, isFree: true },
    { page: { host: LONG_HOST, isOn: true }, isFree: false },
  ].map(({ page, isFree }) => ({
    state: `${page.isOn ? 'on' : 'off'}, ${isFree ? 'the user’s' : 'the organisation’s'}`,
    show: () => <SiteSwitch page={page} isFree={isFree} onTurn={nothing} />,
  })),
  SitesPanel: Object.entries(SITES).map(([state, sites]) => ({
    state,
    show: () => <SitesPanel sites={sites} />,
  })),
};
