import { type NamesPlan, nameKey } from '../lint/names.ts';

interface NamesRule {
  readonly deny?: readonly string[] | undefined;
  readonly allow?: readonly string[] | undefined;
  readonly require?: readonly string[] | undefined;
}

/** What a rule says of names, each with or without its sign. */
export function planNames({ deny = [], allow = [], require = [] }: NamesRule): NamesPlan {
  return {
    deny: deny.map(plainKey),
    allow: allow.map(plainKey),
    require: require.map((either) => {
      const names = either.split('|').map((name) => name.trim());
      return { shown: names.join(' / '), names: names.map(plainKey) };
    }),
  };
}

function plainKey(name: string): string {
  return nameKey(name).replace(/^[#@]/, '');
}
