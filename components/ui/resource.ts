/** Something that the store is asked for when it is wanted: not there, on its way, there, or why not. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Problem, problemOf } from '../team/desk.ts';

export type Remote<T> =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Resource<T> {
  readonly state: ReadonlySignal<Remote<T>>;
  /** Asks, unless it is there or on its way. */
  want(): Promise<void>;
  /** Asks anew; what was there is shown meanwhile. */
  refresh(): Promise<void>;
}

export function resource<T>(load: () => Promise<T>): Resource<T> {
  const state = signal<Remote<T>>({ kind: 'unasked' });
  let round = 0;
  async function refresh(): Promise<void> {
    const mine = ++round;
    if (state.peek().kind !== 'ready') state.value = { kind: 'loading' };
    let next: Remote<T>;
    try {
      next = { kind: 'ready', value: await load() };
    } catch (error) {
      next = { kind: 'failed', problem: problemOf(error) };
    }
    // A later question has the later answer.
    if (mine === round) state.value = next;
  }
  return {
    state,
    refresh,
    want: async () => {
      const { kind } = state.peek();
      if (kind === 'unasked' || kind === 'failed') await refresh();
    },
  };
}
