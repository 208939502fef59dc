/** Where posts are checked in this browser, as signals: the named platforms, and sites that are switched on. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { maySwitch } from '../../utils/managed/may-switch.ts';
import type { Managed } from '../../utils/managed/settings.ts';
import { ADAPTERS, adapterFor } from '../../utils/platforms/registry.ts';
import { checkSite, type SiteProblem } from '../../utils/site-address.ts';
import { PLATFORM_IDS } from '../ui/platforms.ts';
import { type Remote, resource } from '../ui/resource.ts';

/** What the browser is asked; replaced in tests. */
export interface SitePorts {
  readonly switchedOn: () => Promise<ReadonlyMap<string, unknown>>;
  readonly isAllowed: (origins: string[]) => Promise<boolean>;
  /** The browser asks the person. Called before anything is awaited. */
  readonly allow: (origins: string[]) => Promise<boolean>;
  readonly switchOn: (host: string) => Promise<boolean>;
  readonly switchOff: (host: string) => Promise<void>;
  /** Follows what the organisation has set, and calls when a permission was given or taken. @returns how to stop */
  readonly follow: (call: () => void) => () => void;
}

export interface PlatformRow {
  readonly id: string;
  /** False where the person or an organisation has taken the permission back: nothing is checked there. */
  readonly isAllowed: boolean;
}

export interface SiteRow {
  readonly host: string;
  readonly isOn: boolean;
  /** The organisation wants it checked. */
  readonly isSet: boolean;
  /** It is the person's to switch it on, or off. */
  readonly isFree: boolean;
}

export interface Places {
  readonly platforms: readonly PlatformRow[];
  readonly sites: readonly SiteRow[];
}

/** Why the typed site does not do. */
export type NoSite = SiteProblem | 'platform' | 'known';

/** What became of a press. */
export interface Outcome {
  readonly kind: 'on' | 'off' | 'allowed' | 'refused' | 'managed' | 'failed';
  /** Host name of the site, or id of the platform. */
  readonly place: string;
}

export interface Sites {
  readonly places: ReadonlySignal<Remote<Places>>;
  /** Whether the person may add sites. */
  readonly mayAdd: ReadonlySignal<boolean>;
  readonly typed: ReadonlySignal<string>;
  readonly problem: ReadonlySignal<NoSite | null>;
  readonly outcome: ReadonlySignal<Outcome | null>;
  /** The place that is being switched. */
  readonly busy: ReadonlySignal<string | null>;
  /** @returns how to stop */
  start(): () => void;
  type(text: string): void;
  /** Switches the typed site on. Call it at a press: the browser asks for the permission. */
  add(): Promise<void>;
  turnOn(host: string): Promise<void>;
  turnOff(host: string): Promise<void>;
  /** Asks for a platform's permission again. */
  allow(platform: string): Promise<void>;
  refresh(): Promise<void>;
}

const matchesOf = (id: string): string[] => [...(ADAPTERS.find((one) => one.id === id)?.matches ?? [])];

const isPlatform = (host: string): boolean => adapterFor({ hostname: host, pathname: '/' }) !== null;

export function createSites(ports: SitePorts, managed: ReadonlySignal<Managed>): Sites {
  const typed = signal('');
  const problem = signal<NoSite | null>(null);
  const outcome = signal<Outcome | null>(null);
  const busy = signal<string | null>(null);

  const known = resource(async () => {
    const [on, platforms] = await Promise.all([
      ports.switchedOn(),
      Promise.all(PLATFORM_IDS.map(async (id) => ({ id, isAllowed: await ports.isAllowed(matchesOf(id)) }))),
    ]);
    return { on: [...on.keys()], platforms };
  });

  const places = computed((): Remote<Places> => {
    const state = known.state.value;
    if (state.kind !== 'ready') return state;
    const { on, platforms } = state.value;
    const { settings } = managed.value;
    const set = (settings.sites ?? []).filter((host) => !isPlatform(host));
    const sites = [...new Set([...set, ...on])].sort().map((host): SiteRow => {
      const isOn = on.includes(host);
      return { host, isOn, isSet: set.includes(host), isFree: maySwitch(settings, host, !isOn) };
    });
    return { kind: 'ready', value: { platforms, sites } };
  });

  /** @param press starts what the browser is asked at once, while it still counts as the person's press */
  async function during(
    place: string,
    press: () => Promise<boolean>,
    done: 'on' | 'off' | 'allowed',
  ): Promise<void> {
    if (busy.peek() !== null) return;
    busy.value = place;
    outcome.value = null;
    let kind: Outcome['kind'];
    try {
      kind = (await press()) ? done : 'refused';
    } catch (error) {
      kind =
        error instanceof Error && 'code' in error && error.code === 'managed_sites' ? 'managed' : 'failed';
    }
    await known.refresh();
    outcome.value = { kind, place };
    busy.value = null;
  }

  const turnOn = (host: string): Promise<void> => during(host, () => ports.switchOn(host), 'on');

  return {
    places,
    mayAdd: computed(() => managed.value.settings.lockSites !== true),
    typed,
    problem,
    outcome,
    busy,
    start() {
      void known.want();
      return ports.follow(() => void known.refresh());
    },
    type(text) {
      typed.value = text;
      problem.value = null;
    },
    async add() {
      const checked = checkSite(typed.peek());
      if (!checked.ok) {
        problem.value = checked.problem;
        return;
      }
      const { host } = checked;
      const now = known.state.peek();
      if (isPlatform(host)) problem.value = 'platform';
      else if (now.kind === 'ready' && now.value.on.includes(host)) problem.value = 'known';
      else {
        problem.value = null;
        await turnOn(host);
        if (outcome.peek()?.kind === 'on') typed.value = '';
      }
    },
    turnOn,
    turnOff: (host) =>
      during(
        host,
        async () => {
          await ports.switchOff(host);
          return true;
        },
        'off',
      ),
    allow: (id) => during(id, () => ports.allow(matchesOf(id)), 'allowed'),
    refresh: known.refresh,
  };
}
