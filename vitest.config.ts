import { defineConfig } from 'vitest/config';

/** What never becomes true fails; how long a cold browser or a busy machine takes to make it true decides nothing. */
const expectSoon = { poll: { timeout: 30_000 } };

/**
 * `unit` is the pure core and needs nothing; `store` needs PostgreSQL (embedded); `browser` needs the built extension;
 * `editors` tries the editors' own packages in both browsers.
 */
export default defineConfig({
  test: {
    retry: 0,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          // What never ends fails; how fast the machine is decides nothing.
          testTimeout: 60_000,
          expect: expectSoon,
        },
      },
      {
        test: {
          name: 'store',
          include: ['tests/store/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/store/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: expectSoon,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: ['tests/browser/editors/**'],
          environment: 'node',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: expectSoon,
        },
      },
      {
        test: {
          name: 'editors',
          include: ['tests/browser/editors/**/*.test.ts'],
          environment: 'node',
          // Each file has browsers of its own and mostly waits for them.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: expectSoon,
        },
      },
    ],
  },
});
