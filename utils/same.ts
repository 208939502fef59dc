/**
 * Whether two values say the same as data, as JSON or YAML has it: the order of keys says nothing, and a key without a
 * value is not there. The order of lists counts.
 */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, i) => isSameData(one, b[i]))
    );
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) =>
    isSameData(fieldOf(a, key), fieldOf(b, key)),
  );
}

const fieldOf = (fields: object, key: string): unknown =>
  Object.hasOwn(fields, key) ? Reflect.get(fields, key) : undefined;
