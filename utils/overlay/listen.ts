type Target = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** Listens first and without holding anything up. @returns stops. */
export function listen<E extends Event>(
  target: Target | null,
  types: string,
  act: (event: E) => void,
): () => void {
  const on = act as EventListener;
  const all = types.split(' ');
  for (const type of all) target?.addEventListener(type, on, { capture: true, passive: true });
  return () => {
    for (const type of all) target?.removeEventListener(type, on, { capture: true });
  };
}
