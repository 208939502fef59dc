export interface Post {
  readonly id: string | number | null;
  readonly text: string;
  readonly platform: string | null;
  readonly context: readonly string[];
}

export type PostLine =
  | { readonly ok: true; readonly post: Post }
  | {
      readonly ok: false;
      readonly reason: 'notJson' | 'notObject' | 'noText' | 'badId' | 'badPlatform' | 'badContext';
    };

/** One line of a `--jsonl` input. Fields that are not ours are left alone: the lines may come from other tools. */
export function readPostLine(line: string): PostLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, reason: 'notJson' };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { ok: false, reason: 'notObject' };
  const field = (name: string): unknown =>
    Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  const [id = null, text, platform = null, context = []] = ['id', 'text', 'platform', 'context'].map(field);
  if (typeof text !== 'string') return { ok: false, reason: 'noText' };
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') return { ok: false, reason: 'badId' };
  if (platform !== null && typeof platform !== 'string') return { ok: false, reason: 'badPlatform' };
  const declared = typeof context === 'string' ? [context] : context === null ? [] : context;
  if (!Array.isArray(declared) || !declared.every((one): one is string => typeof one === 'string')) {
    return { ok: false, reason: 'badContext' };
  }
  return { ok: true, post: { id, text, platform, context: declared } };
}
