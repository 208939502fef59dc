import {
  type Catalogs,
  createTranslator,
  type Messages,
  type Translator,
  type UiLocale,
} from './translator.ts';

/**
 * A translator whose language may still change: the background has to listen before it can ask which language its
 * organisation has set.
 */
export function followingTranslator<M extends Messages>(
  locale: () => UiLocale,
  catalogs: Catalogs<M>,
): Translator<M> {
  const made = new Map<UiLocale, Translator<M>>();
  const current = (): Translator<M> => {
    const known = made.get(locale()) ?? createTranslator(locale(), catalogs);
    made.set(locale(), known);
    return known;
  };
  const translate = (...said: Parameters<Translator<M>>): string => current()(...said);
  return Object.defineProperty(translate, 'locale', { get: locale }) as unknown as Translator<M>;
}
