import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { policySchema } from '../../../utils/policy/policy.ts';
import { readPolicy } from '../../../utils/policy/read.ts';
import { drawTransitions } from '../../../utils/policy/transitions.ts';

const docs = await readFile(new URL('../../../docs/approval.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...docs.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(
    ([, body = '']) => body,
  );

it('the drawing in the documentation is that of the transition table', () => {
  expect(blocks('mermaid')).toEqual([drawTransitions()]);
});

it('the policies in the documentation are policies', () => {
  const policies = blocks('yaml');
  expect(policies.length).toBeGreaterThanOrEqual(5);
  for (const text of policies) expect(readPolicy(text), text).toMatchObject({ ok: true });
});

it('the documentation names every key of a policy', () => {
  for (const key of Object.keys(policySchema.shape)) expect(docs, key).toContain(`\`${key}\``);
});
