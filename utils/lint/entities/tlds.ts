import { PACKED } from './tld-list.ts';

let names: ReadonlySet<string> | null = null;

/** Whether a name, in lower case and its own letters, is a top-level domain. The list is unpacked when first asked for. */
export function isTld(name: string): boolean {
  names ??= unpack(PACKED);
  return names.has(name);
}

function unpack(packed: string): Set<string> {
  const found = new Set<string>();
  let name = '';
  for (const [, shared = '', rest = ''] of packed.matchAll(/([A-K])([^A-K]+)/g)) {
    name = name.slice(0, shared.charCodeAt(0) - 65) + rest;
    found.add(name);
  }
  return found;
}
