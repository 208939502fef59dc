/** A link that a team store has made for one person, as it is pasted from a mail. Pure. */
import { checkAddress } from './store-address.ts';

/** The store's pages that such links open: https://…/invitation?token=… and the like. */
export const LINK_PAGES = ['invitation', 'setup', 'password'] as const;
export type LinkPage = (typeof LINK_PAGES)[number];

export interface StoreLink {
  readonly page: LinkPage;
  /** Made anew from what counts of it: the store, the page and the token. */
  readonly url: string;
}

/** @returns null for anything else, a plain address of a store too */
export function storeLink(typed: string): StoreLink | null {
  const text = typed.trim();
  const checked = checkAddress(text);
  if (!checked.ok) return null;
  const { pathname, searchParams } = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  const page = LINK_PAGES.find((one) => pathname === `/${one}`);
  const token = searchParams.get('token');
  if (page === undefined || token === null || token === '') return null;
  const url = new URL(`/${page}`, checked.origin);
  url.searchParams.set('token', token);
  return { page, url: url.href };
}
