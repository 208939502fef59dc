import { type Detection, type DetectorMaker, inOrder, mask } from './detector.ts';
import { wordPattern, wordsBefore } from './surroundings.ts';

const V4 = /(?<![\p{L}\p{N}_.:%/@=-])(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}_%]|\.\d|:[\da-f]{0,4}:)/giu;
const V6 =
  /(?<![\p{L}\p{N}_.:%/=])(?:[\da-f]{0,4}:){2,8}(?:(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{0,4})(?:%[\da-z][\da-z.]{0,20})?(?![\p{L}\p{N}_:%]|\.\d)/giu;

export interface IpAddressTable {
  /** Words as a pattern: four numbers behind one are a version or a section. */
  readonly versions: string;
}

/**
 * IPv4 and IPv6 addresses (RFC 4291, with RFC 4007 zones) and ranges of them, also private ones and those for documentation: a rule leaves
 * ranges out by `allow: [192.0.2.0/24]`. Not: versions, and addresses inside of links.
 */
export const ipAddress: DetectorMaker<IpAddressTable> = ({ table }) => {
  const version = wordPattern(table.versions, '[\\s.:]{0,2}(?:to|til|from|fra)?\\s?$');
  return {
    find(text) {
      const found: Detection[] = [];
      for (const { 0: written, index } of text.matchAll(V6)) add(found, text, index, written);
      for (const { 0: written, index } of text.matchAll(V4)) {
        if (!version.test(wordsBefore(text, index, 24))) add(found, text, index, written);
      }
      return inOrder(found);
    },
    normalize: (value) => value.trim().toLowerCase(),
    covers: (allowed, value) => {
      const [network = '', length] = allowed.split('/');
      const [inside, outside] = [bitsOf(network), bitsOf(value)];
      if (inside === null || outside === null || inside.length !== outside.length) return allowed === value;
      return outside.startsWith(inside.slice(0, length === undefined ? inside.length : Number(length)));
    },
  };
};

function add(found: Detection[], text: string, start: number, address: string): void {
  const bits = bitsOf(address);
  if (bits === null) return;
  const [, length = ''] =
    /^\/(\d|[1-9]\d|1[01]\d|12[0-8])(?![\d/]|\.\d)/.exec(
      text.slice(start + address.length, start + address.length + 6),
    ) ?? [];
  const isRange = length !== '' && Number(length) <= bits.length;
  const end = start + address.length + (isRange ? length.length + 1 : 0);
  const shown = address.split(/[.:]/, 2).join('').length;
  found.push({
    start,
    end,
    value: address.toLowerCase(),
    masked: mask(text.slice(start, end), (index) => index < shown),
  });
}

/** 32 or 128 binary digits, or null when it is no address. */
function bitsOf(address: string): string | null {
  const [plain = ''] = address.split('%');
  const [, head = '', tail = ''] = /^(.*?)((?:\d+\.){3}\d+)?$/.exec(plain) ?? [];
  const numbers = tail === '' ? [] : tail.split('.');
  if (numbers.some((number) => Number(number) > 255 || /^0\d/.test(number))) return null;
  const v4 = numbers.map((number) => binary(Number(number), 8)).join('');
  if (head === '') return v4 === '' ? null : v4;
  const [left = '', right, more] = head.replace(/([^:]):$/, '$1').split('::');
  const groups = [left, right ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const [before = [], after = []] = groups;
  const missing = 8 - before.length - after.length - v4.length / 16;
  const isWhole = right === undefined ? missing === 0 && !/:$/.test(v4 === '' ? head : '') : missing >= 1;
  if (more !== undefined || !isWhole || (head === '::' && v4 === '')) return null;
  if (/:::|^:[^:]|[^:]:$/.test(v4 === '' ? plain : '')) return null;
  const hex = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return hex.some((group) => group.length > 4)
    ? null
    : hex.map((group) => binary(Number.parseInt(group, 16), 16)).join('') + v4;
}

function binary(number: number, digits: number): string {
  return number.toString(2).padStart(digits, '0');
}
