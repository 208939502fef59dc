/**
 * Where a webhook may go: public https addresses on port 443, and hosts that the operator allows. A team's admin chooses
 * the address, so without this the store would fetch from its own network for them (server-side request forgery).
 */
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** 2000::/3 is all of IPv6 that is routed publicly; embedded IPv4 (6to4, Teredo, NAT64) could lead anywhere. */
const GLOBAL = ipaddr.IPv6.parse('2000::');

/** @param address an IP address as text; IPv4 in IPv6 (`::ffff:10.0.0.1`) is taken for what it means */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL, 3);
}

export type AddressProblem = 'not_https' | 'port' | 'credentials' | 'not_public';

export interface Destination {
  readonly url: URL;
  /** The operator named this host: it need not be public. */
  readonly allowed: boolean;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/**
 * Looks at the address alone; names are resolved when something is sent.
 * @param hosts see `Core.webhookHosts`
 * @returns what is wrong with it, or where it leads
 */
export function readDestination(text: string, hosts: ReadonlySet<string>): Destination | AddressProblem {
  if (!URL.canParse(text)) return 'not_https';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not_https';
  if (hosts.has(url.host) || hosts.has(url.hostname)) return { url, allowed: true };
  if (url.protocol !== 'https:') return 'not_https';
  if (url.port !== '') return 'port';
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublic(host)) return 'not_public';
  return { url, allowed: false };
}

/** The name leads to an address that webhooks may not reach. */
export class NotPublicError extends Error {
  override readonly name = 'NotPublicError';
  readonly code = 'NOT_PUBLIC';
}

export type Resolver = typeof systemLookup;

/**
 * Resolves for the connection itself, so that what is checked is what is connected to: a name that answers differently
 * the second time (DNS rebinding) gains nothing. One address that is not public refuses the name.
 */
export function guardedLookup(allowed: boolean, resolve: Resolver = systemLookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { all: true, verbatim: true }, (error, found) => {
      const first = found?.[0];
      if (error !== null || first === undefined) {
        done(error ?? Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
        return;
      }
      if (!allowed && found.some(({ address }) => !isPublic(address)))
        done(new NotPublicError(`${hostname} is not a public host.`), '');
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}
