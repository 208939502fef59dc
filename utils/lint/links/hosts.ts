/** Names of hosts that are for trying things out. */
const TRIAL = /(?:^|-)(?:staging|stage|stg|dev|test|testing|preview|preprod|uat|qa|sandbox)\d*(?:-|$)/;
/** What stands before a country's own domain where names are given below it: `co.uk`. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|gov|net|org)\.[a-z]{2}$/;
/** Loopback, link-local and private networks (RFC 1918, RFC 3927). */
const PRIVATE_ADDRESS = /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){1,3}$/;
const EDITOR =
  /^(?:docs\.google\.com\/.*\/edit|(?:www\.)?figma\.com\/(?:file|design|board)\/|drive\.google\.com\/|[^/]+\/wp-admin\b|[^?]*\?(?:.*&)?preview=true)/;

/** Calls `wanted` for a host and all that it stands below: `a.b.com`, `b.com`, `com`. */
export function someAbove(host: string, wanted: (name: string) => boolean): boolean {
  for (let at = 0; at >= 0; ) {
    if (wanted(host.slice(at))) return true;
    const dot = host.indexOf('.', at);
    at = dot < 0 ? -1 : dot + 1;
  }
  return false;
}

/**
 * Whether an address (host and what follows, without the scheme) looks as if it were not for the public. Hosts that are
 * known by name are not asked for here.
 */
export function isInternal(host: string, rest: string): boolean {
  const labels = host.split('.');
  const own = SECOND_LEVEL.test(labels.slice(-2).join('.')) ? 3 : 2;
  return (
    PRIVATE_ADDRESS.test(host) ||
    labels.slice(0, -own).some((label) => TRIAL.test(label)) ||
    /^:(?!(?:80|443)(?!\d))\d/.test(rest) ||
    EDITOR.test(`${host}${rest}`)
  );
}
