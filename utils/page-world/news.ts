/** Waiting for what is still on its way into a page: the team's state, its rules, the lint engine. */

/** A page that waits longer has given up by itself. */
const PATIENCE_MS = 10_000;

type Then = (isLast: boolean) => void;

/** Calls `then` once: at the next news, or after ten seconds with `isLast`. */
export function awaitNews(
  window: Pick<Window, 'setTimeout' | 'clearTimeout'>,
  curious: Set<Then>,
  then: Then,
): void {
  const once: Then = (isLast) => {
    curious.delete(once);
    window.clearTimeout(timer);
    then(isLast);
  };
  const timer = window.setTimeout(() => once(true), PATIENCE_MS);
  curious.add(once);
}

/** There is news. Whoever asks again meanwhile waits for the next. */
export function tellNews(curious: ReadonlySet<Then>): void {
  for (const then of [...curious]) then(false);
}
