import type { DetectorMaker } from './detector.ts';
import { type Link, linksIn } from './links.ts';

/** Patterns of hosts. */
export interface InternalHostTable {
  readonly hosts: string;
  /** Names that only the network at work knows: behind `http://`, without a dot. */
  readonly names: string;
}

/** Whether only somebody inside of a network can open a link. */
export function internalLinks({ hosts, names }: InternalHostTable): (link: Link) => boolean {
  const inside = new RegExp(hosts);
  const name = new RegExp(names);
  return ({ host, port, start, hostStart }) => {
    const hasScheme = hostStart > start;
    return (
      inside.test(host) ||
      (host === 'localhost' && (hasScheme || port !== '')) ||
      (hasScheme && name.test(host))
    );
  };
}

/** Hosts inside of a network: `wiki.corp.brand.local`, `10.0.0.7`, `localhost`. */
export const internalHost: DetectorMaker<InternalHostTable> = ({ table }) => {
  const isInternal = internalLinks(table);
  return {
    find: (text) =>
      linksIn(text).flatMap((link) => {
        const { host, hostStart: start } = link;
        return isInternal(link) ? [{ start, end: start + host.length, value: host, masked: null }] : [];
      }),
    normalize: (value) => value.trim().toLowerCase(),
    covers: coversHost,
  };
};

/** A host covers itself and the hosts below it. */
export function coversHost(allowed: string, value: string): boolean {
  return value === allowed || value.endsWith(`.${allowed}`);
}
