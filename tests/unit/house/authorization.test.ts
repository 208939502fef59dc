import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AUTHORIZATION_FILE, authorizationText } from '../../../scripts/authorization-docs.ts';

it('docs/authorization.md says what the table says; else run scripts/authorization-docs.ts', () => {
  expect(readFileSync(AUTHORIZATION_FILE, 'utf8')).toBe(authorizationText());
});
