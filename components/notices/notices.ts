/** What this browser tells its user of, as signals: the settings, and whether the browser lets it. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { NoticePermission } from '../../utils/notices/permission.ts';
import type { NoticeSettings } from '../../utils/notices/settings.ts';
import { type Problem, problemOf } from '../team/desk.ts';

export interface Notices {
  /** Null while they are read for the first time. */
  readonly settings: ReadonlySignal<NoticeSettings | null>;
  readonly permission: ReadonlySignal<NoticePermission>;
  /** The user has been asked for the permission and has said no. */
  readonly isDeclined: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<Problem | null>;
  start(): () => void;
  /** Call it at a person's press: the browser asks them for its permission. */
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
  change(part: Partial<NoticeSettings>): Promise<void>;
}

export interface NoticePorts {
  /** Where the settings are kept. */
  readonly storage: () => Promise<
    Pick<
      typeof import('../../utils/notices/storage.ts'),
      'loadNoticeSettings' | 'saveNoticeSettings' | 'onNoticeSettings'
    >
  >;
  readonly permission: () => Promise<NoticePermission>;
  readonly ask: () => Promise<boolean>;
  readonly giveBack: () => Promise<void>;
  readonly onPermissions: (call: () => void) => () => void;
}

export function createNotices(ports: NoticePorts): Notices {
  const settings = signal<NoticeSettings | null>(null);
  const permission = signal<NoticePermission>('missing');
  const isDeclined = signal(false);
  const failure = signal<Problem | null>(null);

  async function trying(work: () => Promise<void>): Promise<void> {
    failure.value = null;
    try {
      await work();
    } catch (error) {
      failure.value = problemOf(error);
    }
  }

  let saving = 0;
  async function read(): Promise<void> {
    const { loadNoticeSettings } = await ports.storage();
    permission.value = await ports.permission();
    const kept = await loadNoticeSettings();
    // What was pressed meanwhile is newer than what was kept.
    if (saving === 0) settings.value = kept;
  }

  /** On the screen at once: what is pressed next goes by it. */
  async function keep(part: Partial<NoticeSettings>): Promise<void> {
    const before = settings.peek();
    if (before === null) return;
    const next = { ...before, ...part };
    settings.value = next;
    saving += 1;
    try {
      const { saveNoticeSettings } = await ports.storage();
      await saveNoticeSettings(next);
    } finally {
      saving -= 1;
    }
  }

  return {
    settings,
    permission,
    isDeclined,
    failure,
    start() {
      let stopped = false;
      let unsubscribe = (): void => {};
      const readAgain = (): void => void trying(read);
      const stopPermissions = ports.onPermissions(readAgain);
      void trying(async () => {
        const { onNoticeSettings } = await ports.storage();
        if (stopped) return;
        unsubscribe = onNoticeSettings(readAgain);
        await read();
      });
      return () => {
        stopped = true;
        stopPermissions();
        unsubscribe();
      };
    },
    turnOn: () =>
      trying(async () => {
        isDeclined.value = !(await ports.ask());
        if (isDeclined.peek()) return;
        permission.value = await ports.permission();
        await keep({ on: true });
      }),
    turnOff: () =>
      trying(async () => {
        await keep({ on: false });
        await ports.giveBack();
        permission.value = await ports.permission();
      }),
    change: (part) => trying(() => keep(part)),
  };
}
