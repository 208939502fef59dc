/** A policy as people write it: YAML (JSON is YAML, too) in, a policy or the places of its mistakes out. */
import { parse } from 'yaml';
import { type Policy, policySchema } from './policy.ts';

export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly errors: readonly { readonly path: string; readonly message: string }[] };

const LONGEST = 200_000;

/** Never throws on bad input: each error names its place. */
export function readPolicy(text: string): ReadPolicy {
  const single = (message: string): ReadPolicy => ({ ok: false, errors: [{ path: '', message }] });
  if (text.length > LONGEST) return single(`The policy is longer than ${LONGEST} characters.`);
  let data: unknown;
  try {
    data = parse(text, {
      schema: 'core',
      version: '1.2',
      uniqueKeys: true,
      maxAliasCount: 0,
      logLevel: 'error',
    });
  } catch (error) {
    return single(error instanceof Error ? error.message : 'This is neither YAML nor JSON.');
  }
  const parsed = policySchema.safeParse(data);
  if (parsed.success) return { ok: true, policy: parsed.data };
  return {
    ok: false,
    errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  };
}
