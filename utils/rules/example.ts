import type { Example } from './schema.ts';

/** What an example says, without what is said of it. */
export const textOfExample = (example: Example): string =>
  typeof example === 'string' ? example : example.text;
