import { defineConfig } from 'vitest/config';

/** What mutants of the engine are tried with (`npm run mutate`): its tests that are over in a moment. */
export default defineConfig({
  test: {
    include: [
      'tests/unit/lint/linter.test.ts',
      'tests/unit/lint/prefilter.test.ts',
      'tests/unit/lint/shorten.test.ts',
      'tests/unit/lint/spans.test.ts',
      'tests/unit/regex/several.test.ts',
      'tests/unit/rules/kinds/*.test.ts',
      'tests/unit/rules/vale-parity.test.ts',
    ],
    environment: 'node',
    testTimeout: 60_000,
  },
});
