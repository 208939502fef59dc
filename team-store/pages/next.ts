/** Where a member is led after signing in. */
const PATHS = new Set([
  '/',
  '/join',
  '/members',
  '/groups',
  '/absences',
  '/platforms',
  '/pauses',
  '/webhooks',
  '/record',
  '/security',
  '/single-sign-on',
  '/devices',
  '/account',
]);

/** Only a page of this store, so that a link cannot send a freshly signed-in member elsewhere. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const base = 'http://store.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  return url !== null && url.origin === base && PATHS.has(url.pathname)
    ? `${url.pathname}${url.search}`
    : '/';
}
