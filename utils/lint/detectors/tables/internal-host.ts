import type { InternalHostTable } from '../internal-host.ts';

/** Reserved or customary for networks of one's own: RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN on `.internal`. */
const TOP = '\\.(?:local|internal|intranet|corp|lan|home\\.arpa|localdomain|private|intra)$';
/** RFC 1918, RFC 4193, RFC 3927 and one's own machine. */
const PRIVATE =
  '^(?:10\\.\\d{1,3}\\.|127\\.\\d{1,3}\\.|169\\.254\\.|192\\.168\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.)\\d{1,3}\\.\\d{1,3}$|^0\\.0\\.0\\.0$|^\\[(?:::1|f[cde][\\da-f]{2}:.*)\\]$';

export const INTERNAL_HOST: InternalHostTable = {
  hosts: `${TOP}|${PRIVATE}|^(?:intranet|vpn)\\.`,
  names: '^(?:intranet|wiki|jira|confluence|gitlab|jenkins|grafana|sharepoint|vpn)$',
};
