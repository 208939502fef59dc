/** Which language a page speaks, and its texts. The page's entry point provides the language once, at the root. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import {
  type Catalogs,
  createTranslator,
  type Messages,
  type Translator,
  type UiLocale,
} from '../../utils/i18n/translator.ts';

export const LocaleContext = createContext<UiLocale>('en');

export function useLocale(): UiLocale {
  return useContext(LocaleContext);
}

/** A hook that gives the texts of one area in the page's language; each language's translator is made once. */
export function textsHook<M extends Messages>(catalogs: Catalogs<M>): () => Translator<M> {
  const made = new Map<UiLocale, Translator<M>>();
  return () => {
    const locale = useLocale();
    let texts = made.get(locale);
    if (texts === undefined) {
      texts = createTranslator(locale, catalogs);
      made.set(locale, texts);
    }
    return texts;
  };
}
