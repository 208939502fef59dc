/** The export of a team's log, taken over HTTP and verified as an outsider does. */
import { openWithKey, thumbprintOf } from '../../cli/trust.ts';
import { ExportVerifier, type Problem, type Verified } from '../../utils/log/verify.ts';

/** @param token of an auditor's or admin's browser */
export function requestExport(url: string, token: string, from = 1): Promise<Response> {
  return fetch(`${url}/api/v1/log/export?from=${from}`, { headers: { authorization: `Bearer ${token}` } });
}

export interface Trust {
  /** Name of the team's key; without it any key is good. */
  readonly kid?: string;
  readonly since?: string;
}

export async function verifyExport(text: string, { kid, since }: Trust = {}): Promise<Problem | Verified> {
  const verifier = new ExportVerifier({
    open: openWithKey,
    trusts: async (key) => kid === undefined || (await thumbprintOf(key)) === kid,
    since: since ?? null,
  });
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  for (const line of rest === '' ? lines : [...lines, rest]) {
    const problem = await verifier.push(line);
    if (problem !== null) return problem;
  }
  return verifier.end(rest === '');
}

interface ExportedEntry {
  readonly record: {
    readonly seq: number;
    readonly entry: { readonly kind: string; readonly [detail: string]: unknown };
  };
  readonly content?: unknown;
}

/** The entries of an export, without header and checkpoints. */
export function entriesOf(text: string): ExportedEntry[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter(({ record }) => record !== undefined);
}
