/**
 * How the lint engine reaches the composer's script: both run in the extension's own world of a frame, which the page
 * cannot see. The engine comes as a file of its own, so that a page without a composer never reads it.
 */
import type { Linter, LinterOptions } from '../lint/linter.ts';
import type { LinterPlan } from '../lint/plan.ts';

export type LoadLinter = (plan: LinterPlan, options: LinterOptions) => Linter;

const OFFERED = Symbol.for('signoff linter');

const world = globalThis as { [OFFERED]?: LoadLinter };

/** Called by the engine's file. */
export function offerLinter(load: LoadLinter): void {
  world[OFFERED] = load;
}

/** The engine, or null while it is not in this frame. */
export function offeredLinter(): LoadLinter | null {
  return world[OFFERED] ?? null;
}
