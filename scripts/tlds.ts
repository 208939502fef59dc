/**
 * Packs IANA's list of top-level domains for the linter. Give it the file that IANA publishes at
 * https://data.iana.org/TLD/tlds-alpha-by-domain.txt:
 * `node scripts/run.mjs scripts/tlds.ts tlds-alpha-by-domain.txt`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { domainToUnicode } from 'node:url';
import { say } from './say.ts';

const TARGET = new URL('../utils/lint/entities/tld-list.ts', import.meta.url);

/** Each name as the count of letters it shares with the one before (A for none, K for ten) and the letters that follow. */
export function packNames(names: readonly string[]): string {
  let previous = '';
  let packed = '';
  for (const name of [...names].sort()) {
    let shared = 0;
    while (shared < 10 && shared < previous.length && previous[shared] === name[shared]) shared++;
    packed += String.fromCharCode(65 + shared) + name.slice(shared);
    previous = name;
  }
  return packed;
}

function moduleOf(list: string): string {
  const [first = '', ...lines] = list.split('\n');
  const version = /Version (\d{4})(\d\d)(\d\d)/.exec(first);
  if (version === null) throw new Error('This is not IANA’s list: its first line names no version.');
  const names = lines.filter((line) => line !== '').map((line) => domainToUnicode(line.toLowerCase()));
  const date = version.slice(1).join('-');
  return `/**
 * Top-level domains: https://data.iana.org/TLD/tlds-alpha-by-domain.txt of ${date}, ${names.length} names, packed by
 * scripts/tlds.ts: each name is the count of letters that it shares with the one before (A for none), then the letters
 * that follow.
 */
export const PACKED =
  '${packNames(names)}';
`;
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Say where the list is: scripts/tlds.ts FILE');
  writeFileSync(TARGET, moduleOf(readFileSync(file, 'utf8')));
  say('Written: utils/lint/entities/tld-list.ts');
}
