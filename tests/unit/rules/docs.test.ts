import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES_FILE, rulesText, SCHEMA_FILE, schemaText } from '../../../scripts/rule-docs.ts';

/** When one of these fails, run `node scripts/run.mjs scripts/rule-docs.ts`. */
describe('generated docs', () => {
  it('the JSON Schema is that of the rule schema', () => {
    expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
  });

  it('docs/rules.md describes the kinds and packs that there are', () => {
    const current = readFileSync(RULES_FILE, 'utf8');
    expect(current).toBe(rulesText(current));
  });
});
