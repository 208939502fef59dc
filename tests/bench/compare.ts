/** The same 500 characters, checked by Signoff and by what people use today; ratios within one run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { readPack } from '../../cli/packs.ts';
import { compile } from '../../utils/rules/compile.ts';
import type { ShippedPackId } from '../../utils/rules/starter.ts';
import { cost, keep, round } from './support/cost.ts';
import { draftOf, patternsPack, TERMS, termsPack } from './support/texts.ts';

const TEXT =
  `Thanks to the chairman and all you guys who came to our whitelist party! It was basically really great,
although somebody said damn stupid things about the manpower we need. Her savings plan gives guaranteed returns, so
write to ola@fund.example for more. We were told that the master password is hunter2, and that blacklisted accounts
can be opened again on Monday. Sanity check: is this post fine for everybody who will read it tomorrow morning?
`
    .replaceAll('\n', ' ')
    .slice(0, 500);

interface Peer {
  readonly name: string;
  readonly check: (text: string) => number | Promise<number>;
}

async function readPeers(): Promise<readonly Peer[]> {
  if (!existsSync('tests/bench/peers/node_modules')) {
    const args = ['ci', '--prefix', 'tests/bench/peers', '--no-audit', '--no-fund'];
    const shell = process.platform === 'win32';
    if (spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell }).status !== 0)
      throw new Error('What is measured against could not be installed from npm.');
  }
  // A package of its own, which the type checker need not know.
  const file = './peers/peers.mjs';
  return (await import(file)).peers;
}

const options = { locale: 'en', now: 0 } as const;
const linter = (ids: readonly ShippedPackId[], ...more: Parameters<typeof compile>[0]['packs']) => {
  const packs = [...ids.map(readPack), ...more];
  const made = compile({ packs, overrides: {} }, options);
  return (text: string): number => made.lint(draftOf(text)).findings.length;
};
const ours: readonly Peer[] = [
  { name: 'Signoff: inclusive (alex, retext-equality)', check: linter(['inclusive']) },
  { name: 'Signoff: inclusive + brand-safety (+ profanities)', check: linter(['inclusive', 'brand-safety']) },
  { name: 'Signoff: privacy (secretlint)', check: linter(['privacy']) },
  {
    name: 'Signoff: starter packs + 10,000 terms + 200 regex rules',
    check: linter(['finance-us', 'inclusive', 'privacy'], termsPack(TERMS), patternsPack(200)),
  },
];

const rows = [];
for (const { name, check } of [...ours, ...(await readPeers())]) {
  const findings = await check(TEXT);
  rows.push({ name, findings, ...(await cost(() => check(TEXT))) });
}
const base = rows[1]?.median ?? 1;
console.table(
  rows.map(({ name, findings, median, p99 }) => ({
    what: name,
    findings,
    'median µs': round(median),
    'p99 µs': round(p99),
    'x Signoff (inclusive + brand-safety)': round(median / base),
  })),
);
keep('compare', rows);
