import type { StoreClient } from './client.ts';
import { StoreError } from './errors.ts';
import type { LocalStore } from './live.ts';

/** The store's client where there must be one. @throws StoreError `not_joined` */
export async function joinedClient(local: Pick<LocalStore, 'client'>): Promise<StoreClient> {
  const client = await local.client();
  if (client !== null) return client;
  throw new StoreError('not_joined', 'This browser belongs to no team.', { status: 0 });
}
