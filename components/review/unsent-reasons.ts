/**
 * Reasons that a reviewer has begun to write. A popup closes as soon as it loses the focus, and what was typed must not
 * be lost with it. Kept on this device only, in the extension's own storage, until it is sent or its request is gone.
 */
export interface UnsentReasons {
  get(request: string): string;
  set(request: string, reason: string): void;
  forget(request: string): void;
  keepOnly(requests: ReadonlySet<string>): void;
}

export const REASONS_KEY = 'unsent-reasons';

function parse(text: string | null): Map<string, string> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null) return new Map();
    return new Map(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return new Map();
  }
}

export function createUnsentReasons(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): UnsentReasons {
  const read = (): Map<string, string> => parse(storage.getItem(REASONS_KEY));
  const write = (reasons: ReadonlyMap<string, string>): void => {
    try {
      if (reasons.size === 0) storage.removeItem(REASONS_KEY);
      else storage.setItem(REASONS_KEY, JSON.stringify(Object.fromEntries(reasons)));
    } catch {
      // No room: the reason is still in its field, and is only not kept beyond this window.
    }
  };
  const change = (work: (reasons: Map<string, string>) => void): void => {
    const reasons = read();
    work(reasons);
    write(reasons);
  };
  return {
    get: (request) => read().get(request) ?? '',
    set: (request, reason) =>
      change((reasons) => {
        if (reason === '') reasons.delete(request);
        else reasons.set(request, reason);
      }),
    forget: (request) => change((reasons) => void reasons.delete(request)),
    keepOnly: (requests) =>
      change((reasons) => {
        // What is begun beside a reason is kept under `request#…`.
        for (const key of reasons.keys()) if (!requests.has(key.split('#', 1)[0] ?? key)) reasons.delete(key);
      }),
  };
}
