/** "The local copy changed", between the background and the extension's own pages. Carries nothing. */
const CHANNEL = 'signoff-local';

let outgoing: BroadcastChannel | null = null;

export function postChange(): void {
  outgoing ??= new BroadcastChannel(CHANNEL);
  outgoing.postMessage('changed');
}

/** @returns the way to stop listening */
export function onChange(callback: () => void): () => void {
  // A channel of its own: one does not hear what it says itself, and a page must hear its own changes too.
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', () => callback());
  return () => channel.close();
}
