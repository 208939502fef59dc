/** The browser's own notices. */
import { browser } from 'wxt/browser';
import { noticePermission, onPermissions } from './permission.ts';

export interface DesktopNotice {
  readonly title: string;
  readonly message: string;
  /** Left out where the browser draws none. */
  readonly buttons: readonly string[];
}

/** What a person does with a notice. */
export interface DesktopHandlers {
  /** @param button its place among the buttons; null for a press beside them */
  pressed(id: string, button: number | null): void;
  closed(id: string): void;
  /** The permission was given or taken away. */
  permitted(): void;
}

export interface Desktop {
  /** Nothing else may be called while this says no. */
  isPermitted(): Promise<boolean>;
  /** @param isUpdate of one that is there already: nobody is called for it */
  show(id: string, notice: DesktopNotice, isUpdate?: boolean): Promise<void>;
  clear(id: string): Promise<void>;
  /** Ids of all that are there. */
  shown(): Promise<readonly string[]>;
  /** Call it as the worker starts, before anything is awaited: a press may be what has woken it. */
  listen(handlers: DesktopHandlers): void;
}

/**
 * What only Chrome has: https://developer.chrome.com/docs/extensions/reference/api/notifications. Firefox refuses a notice
 * with a key that it does not know, and cannot change one that is there.
 */
interface ChromeNotices {
  create(id: string, options: ChromeOptions): Promise<string>;
  update(id: string, options: ChromeOptions): Promise<boolean>;
}
interface ChromeOptions {
  readonly type: 'basic';
  readonly iconUrl: string;
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly { readonly title: string }[];
}

export function createDesktop(): Desktop {
  // Undefined until it is permitted, which the types do not know. Chrome leaves it there when the permission is taken back.
  const api = (): typeof browser.notifications | undefined => browser.notifications;
  let listening: typeof browser.notifications | undefined;

  function listenTo({ pressed, closed }: DesktopHandlers): void {
    const notices = api();
    if (notices === undefined || notices === listening) return;
    listening = notices;
    notices.onClicked.addListener((id) => pressed(id, null));
    notices.onClosed.addListener((id) => closed(id));
    if (import.meta.env.CHROME) notices.onButtonClicked.addListener((id, button) => pressed(id, button));
  }

  return {
    isPermitted: async () => (await noticePermission()) === 'granted' && api() !== undefined,
    async show(id, { title, message, buttons }, isUpdate = false) {
      const notices = api();
      const basic = {
        type: 'basic',
        iconUrl: browser.runtime.getURL('/icon/128.png'),
        title,
        message,
      } as const;
      if (!import.meta.env.CHROME) {
        // One that tells of too many says nothing wrong for long: it goes when none of them is left.
        if (!isUpdate) await notices?.create(id, basic);
        return;
      }
      const chrome = notices as unknown as ChromeNotices | undefined;
      const options: ChromeOptions = { ...basic, buttons: buttons.map((one) => ({ title: one })) };
      await (isUpdate ? chrome?.update(id, options) : chrome?.create(id, options));
    },
    async clear(id) {
      await api()?.clear(id);
    },
    shown: async () => Object.keys((await api()?.getAll()) ?? {}),
    listen(handlers) {
      listenTo(handlers);
      onPermissions(() => {
        listenTo(handlers);
        handlers.permitted();
      });
    },
  };
}
