/**
 * Whether the browser lets Signoff show notices. The permission is optional in both:
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/optional_permissions and
 * https://developer.chrome.com/docs/extensions/reference/api/permissions
 */
import { browser } from 'wxt/browser';

const PERMISSIONS = { permissions: ['notifications' as const] };

/** `blocked`: permitted to the extension, and switched off for it in the browser or the system. */
export type NoticePermission = 'granted' | 'missing' | 'blocked';

/** What only Chrome has, and the types of all browsers leave out. */
interface Levels {
  getPermissionLevel?(): Promise<'granted' | 'denied'>;
}

export async function noticePermission(): Promise<NoticePermission> {
  if (!(await browser.permissions.contains(PERMISSIONS))) return 'missing';
  const level = await (browser.notifications as Levels | undefined)?.getPermissionLevel?.();
  return level === 'denied' ? 'blocked' : 'granted';
}

/** Call it at a person's press, before anything is awaited: the browser asks them. @returns false when they have said no */
export function askNoticePermission(): Promise<boolean> {
  return browser.permissions.request(PERMISSIONS);
}

/** Gives the permission back; one that an administrator has granted stays, and does no harm. */
export async function returnNoticePermission(): Promise<void> {
  await browser.permissions.remove(PERMISSIONS).catch(() => false);
}

/** Calls whenever permissions were given or taken away. @returns how to stop */
export function onPermissions(call: () => void): () => void {
  browser.permissions.onAdded.addListener(call);
  browser.permissions.onRemoved.addListener(call);
  return () => {
    browser.permissions.onAdded.removeListener(call);
    browser.permissions.onRemoved.removeListener(call);
  };
}
