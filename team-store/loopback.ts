/** Names of this machine, as URLs have them. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'] as const;

export function isLoopback(url: URL): boolean {
  return LOOPBACK.some((host) => host === url.hostname);
}
