import { catalogsFrom } from './catalogs.ts';
import { UI_LOCALES } from './locales.ts';
import type { Catalogs, Messages } from './translator.ts';

/**
 * The catalogues of one area where no bundler gathers them: the store and the command line. Read, not imported: a JSON
 * import needs an attribute that the bundlers of the other parts spell in their own way.
 * @param read the text of a file in `assets/locales`, by its path in there; throws when there is none
 */
export function readCatalogs<M extends Messages>(area: string, read: (path: string) => string): Catalogs<M> {
  const files = UI_LOCALES.map((locale) => {
    const path = `${locale}/${area}.json`;
    return [`/locales/${path}`, JSON.parse(read(path))] as const;
  });
  return catalogsFrom<M>(Object.fromEntries(files));
}
