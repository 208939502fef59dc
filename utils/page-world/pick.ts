/** Values at a path of keys joined by `.`; `*` is every entry of a list or object, the empty path the value itself. */
export function pick(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const key of path === '' ? [] : path.split('.')) {
    found = found.flatMap((one) => {
      if (typeof one !== 'object' || one === null) return [];
      if (key === '*') return Object.values(one);
      return Object.hasOwn(one, key) ? [(one as Readonly<Record<string, unknown>>)[key]] : [];
    });
  }
  return found;
}

/** The strings among {@link pick}'s values. */
export function strings(value: unknown, path: string): string[] {
  return pick(value, path).filter((one) => typeof one === 'string');
}
