import type { ComponentChild } from 'preact';

/** One state of a component, as it is shown. */
export interface Specimen {
  readonly state: string;
  readonly show: () => ComponentChild;
}

/** A component, by the name that it is exported under, in every state that it has. */
export type Group = Readonly<Record<string, readonly Specimen[]>>;
