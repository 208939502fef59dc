import type { Entities, UrlEntity } from '../entities/entity.ts';
import { outside } from '../entities/overlap.ts';
import { type Amount, amountHits, entityMatcher, hitOn } from '../entity-matcher.ts';
import { isInternal, someAbove } from '../links/hosts.ts';
import type { Hit, Runner } from './matcher.ts';

export interface LinkPlan extends Amount {
  /** Lower case; all below a host are meant too. */
  readonly deny: readonly string[];
  readonly allow: readonly string[];
  readonly https: boolean;
  readonly internal: boolean;
  /** Names of parameters; one that ends in `*` stands for all that begin so. */
  readonly tracking: readonly string[];
}

/** With a scheme, at a host that has no public name. */
const UNNAMED =
  /https?:\/\/((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)((?::\d+)?(?:[/?#][^\s"“”«»<>()]*)?)/gi;
const SCHEME = /^https?:\/\//i;
const TAIL = /^(?::\d+)?(?:\?[\w!?*'();:&=+$/%#[\]\-.,~|@]*[\w\-&=#/])?/;
const LONGEST_TAIL = 2000;

/** Links by where they lead, how they are written and how many they are. */
export const runLink: Runner<LinkPlan> = (plan) => {
  const { deny, allow, https, internal, tracking, max, min } = plan;
  const isAllowed = among(allow);
  const isDenied = among(deny);
  const isTracking = (name: string): boolean =>
    tracking.some((own) => (own.endsWith('*') ? name.startsWith(own.slice(0, -1)) : name === own));

  const isRefused = (host: string, rest: string): boolean =>
    !isAllowed(host) && (isDenied(host) || (internal && isInternal(host, rest)));

  const ofLink = (text: string, link: UrlEntity): Hit[] => {
    const { start, end, url, host } = link;
    if (isAllowed(host)) return [];
    const scheme = SCHEME.exec(url)?.[0] ?? '';
    // X takes what follows a host without a scheme for no part of the link; readers do.
    const tail = scheme === '' ? (TAIL.exec(text.slice(end, end + LONGEST_TAIL))?.[0] ?? '') : '';
    const rest = url.slice(scheme.length + host.length) + tail;
    const detail = { host };
    if (isRefused(host, rest)) return [hitOn(link, { detail })];
    const [kept, removed] = tracking.length > 0 ? withoutParameters(rest, isTracking) : [rest, []];
    const isOpen = https && /^http:/i.test(scheme);
    if (!isOpen && removed.length === 0) return [];
    const name = url.slice(scheme.length, scheme.length + host.length);
    return [
      hitOn(
        { start, end: end + tail.length },
        {
          expected: [(isOpen ? 'https://' : scheme) + name + kept],
          detail: { host, parameter: removed.join(', ') },
        },
      ),
    ];
  };

  return entityMatcher({
    literals: null,
    local: (text, { urls }: Entities) => [
      ...urls.flatMap((url) => ofLink(text, url)),
      ...(internal ? unnamed(text, urls, isRefused) : []),
    ],
    whole: max === null && min === null ? null : ({ entities }) => amountHits(entities.urls, { max, min }),
  });
};

/** Whether a host is one of these or stands below one. */
function among(hosts: readonly string[]): (host: string) => boolean {
  const all = new Set(hosts);
  if (all.has('*')) return () => true;
  return (host) => all.size > 0 && someAbove(host, (name) => all.has(name));
}

/** What follows a host without the parameters that are not wanted, and their names. */
function withoutParameters(
  rest: string,
  isUnwanted: (name: string) => boolean,
): [kept: string, removed: string[]] {
  const [, path = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(rest) ?? [];
  const removed: string[] = [];
  const kept = (query ?? '').split('&').filter((parameter) => {
    const [name = ''] = parameter.split('=', 1);
    if (!isUnwanted(name.toLowerCase())) return true;
    removed.push(name);
    return false;
  });
  return [path + (kept.length > 0 ? `?${kept.join('&')}` : '') + fragment, removed];
}

/** Addresses with a scheme that are no public links, such as http://localhost:3000. */
function unnamed(
  text: string,
  urls: readonly UrlEntity[],
  isRefused: (host: string, rest: string) => boolean,
): Hit[] {
  const found = Array.from(text.matchAll(UNNAMED), ({ index, 0: whole, 1: host = '', 2: rest = '' }) => ({
    start: index,
    end: index + whole.length,
    host: host.toLowerCase(),
    rest,
  })).filter(({ host, rest }) => isRefused(host, rest));
  return outside(found, urls).map((one) => hitOn(one, { detail: { host: one.host } }));
}
