import { type Detection, type DetectorMaker, inOrder, mask } from './detector.ts';
import { entropyOf } from './entropy.ts';

/** Patterns. */
export interface SecretTable {
  /** Formats that providers publish. */
  readonly keys: string;
  /** Private keys, from their first line on. */
  readonly blocks: string;
  /** Addresses that take messages from whoever knows them; the secret part is the one group. */
  readonly hooks: string;
  /** The password in `scheme://name:password@host`. */
  readonly signIns: string;
  /** The name of a secret, a sign or word that gives it a value, and the value; groups: the name of a password, the value. */
  readonly assigned: string;
  /** What stands for a secret, or hides it. */
  readonly placeholder: string;
}

/**
 * Passwords and keys: formats that providers publish, private key blocks, sign-in links, signed tokens, and values that
 * are given to a name like `password` or `api_key` and look like none of the language's words. Not: placeholders,
 * hashes, talk about keys.
 */
export const secret: DetectorMaker<SecretTable> = ({ table }) => {
  const key = new RegExp(table.keys, 'g');
  const block = new RegExp(table.blocks, 'g');
  const hook = new RegExp(table.hooks, 'g');
  const signIn = new RegExp(table.signIns, 'gu');
  const assigned = new RegExp(table.assigned, 'giu');
  const placeholder = new RegExp(table.placeholder, 'i');
  return {
    find(text) {
      const found: Detection[] = [];
      const add = (start: number, written: string, shown: number): void => {
        const end = start + written.length;
        found.push({ start, end, value: written, masked: mask(written, (index) => index < shown) });
      };
      for (const { 0: written, index } of text.matchAll(block)) add(index, written, 0);
      for (const { 0: written, index } of text.matchAll(key)) {
        if (!/EXAMPLE(?!Q)|x{5}|X{5}|\.\.\./.test(written) && entropyOf(written) > 2.8)
          add(index, written, 4);
      }
      for (const { 0: written, 1: path = '', index } of text.matchAll(hook))
        add(index + written.length - path.length, path, 0);
      for (const { 0: written, index } of text.matchAll(signIn))
        if (!placeholder.test(written)) add(index, written, 0);
      for (const { 0: written, 1: password, 2: rest = '', index } of text.matchAll(assigned)) {
        const value = rest.replace(/[.,;:!?)\]}]+$/, '');
        const isPassword = password !== undefined;
        if (placeholder.test(value) || !(isPassword ? isChosen(value) : isRandom(value))) continue;
        add(index + written.length - rest.length, value, 0);
      }
      return inOrder(found);
    },
    normalize: (value) => value.trim(),
  };
};

/** What people choose for a password and would not write as a word: letters with digits or signs inside. */
function isChosen(value: string): boolean {
  return (
    value.length >= 5 &&
    value.length <= 64 &&
    /\p{L}/u.test(value) &&
    /\d|[\p{L}\d][!@#$%^&*+~?][\p{L}\d]/u.test(value)
  );
}

function isRandom(value: string): boolean {
  return (
    value.length >= 16 &&
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    /^[\w+/=.~-]+$/.test(value) &&
    entropyOf(value) >= 3
  );
}
