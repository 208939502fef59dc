/** What the user's organisation has set, as a signal that follows the policy while a page is open. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Managed } from '../../utils/managed/settings.ts';

const NOTHING: Managed = { settings: {}, wrong: [] };

export interface Organisation {
  readonly managed: ReadonlySignal<Managed>;
  /** @returns how to stop */
  start(): () => void;
}

/** Loaded when it is needed: with it comes zod, and pages are to be painted at once. */
async function load() {
  return import('../../utils/managed/storage.ts');
}

export function createOrganisation(open: typeof load = load): Organisation {
  const managed = signal<Managed>(NOTHING);
  return {
    managed,
    start() {
      let stopped = false;
      let stop = (): void => {
        stopped = true;
      };
      void (async () => {
        const { readManaged, onManagedChange } = await open();
        if (stopped) return;
        const read = async (): Promise<void> => {
          managed.value = await readManaged();
        };
        stop = onManagedChange(() => void read());
        await read();
      })();
      return () => stop();
    },
  };
}

export const organisation = createOrganisation();
