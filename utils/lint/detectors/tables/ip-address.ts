import type { IpAddressTable } from '../ip-address.ts';

export const IP_ADDRESS: IpAddressTable = {
  versions:
    'v|ver|version|versjon|update|updated|upgrade|upgraded|oppdater\\p{L}*|release|build|firmware|driver|patch|kernel|ios|android|macos|windows|chrome|section|sec|chapter|kapittel|clause|punkt|figure|§',
};
