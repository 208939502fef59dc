/**
 * Which language a post is in, by the small words that each language cannot do without and by its letters. A post is
 * short: what cannot be told is not guessed.
 */

const COMMON: Readonly<Record<string, string>> = {
  en: 'the and of to a in is it you that was for on are with as they at be this have from or had by but what some we can out other were all your when up use how said an each she which do their will if about many then them these so would like has more him into time our my just not now get big new great love see check join make good we’re it’s don’t i’m',
  nb: 'og i det er på som en et til av for at med de ikke den har jeg om vi var men seg fra hun kan så han dette skal ble å meg bare nå ved hva når etter også være noe mot opp der over hvor alle deg dere oss bli blir vår våre vårt hvordan mer mye noen ut uten',
  nn: 'og i det er på som ein eit til av for at med dei ikkje den har eg om vi var men seg frå ho kan så han dette skal vart å meg berre no ved kva når etter også vere noko mot opp der over kvar alle deg dykk oss bli blir vår våre vårt korleis meir mykje nokon ut utan',
  sv: 'och i det är på som en ett till av för att med de inte den har jag om vi var men sig från hon kan så han detta ska blev mig bara nu vid vad när efter också vara något mot upp där över alla dig er oss bli blir vår våra vårt hur mer mycket någon ut utan eller',
  da: 'og i det er på som en et til af for at med de ikke den har jeg om vi var men sig fra hun kan så han dette skal blev mig bare nu ved hvad når efter også være noget mod op der over hvor alle dig jer os bliver vores hvordan mere meget nogen ud uden eller',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wir ihr uns mich was jetzt alle',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou nous vous je mais cette tout être fait aussi leur elle on ses comme très sans votre notre c’est j’ai aux même si bien',
  es: 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo nos nuestro nuestra hoy',
  it: 'di e il la che in un a per è una sono con non del si da come le dei nel alla più i lo ha gli della anche ma al se questo questa ci ho tutto mi delle ad loro nostro nostra noi dopo molto oggi perché quando c’è cosa sul',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos você nosso nossa hoje',
  nl: 'de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal onze ons wij jij geen meer',
  pl: 'i w na z do się nie to jest że o jak a po co tak za od ale czy dla przez tylko przy jego jej już są być było może tym ten ta te które który która oraz lub gdy więc nas nam nasz nasza my wy dziś bardzo teraz',
};

/** Letters that few languages write. */
const LETTERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[øæ]/, ['nb', 'nn', 'da']],
  [/å/, ['nb', 'nn', 'da', 'sv']],
  [/[äö]/, ['sv', 'de']],
  [/[üß]/, ['de']],
  [/[ñ¿¡]/, ['es']],
  [/[ãõ]/, ['pt']],
  [/[łżśąęćń]/, ['pl']],
  [/[èêàœ]/, ['fr', 'it']],
];

/** Scripts of one language. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Han}/u, 'zh'],
];

/** Of two that are as likely, the one that more people write. */
const ORDER = Object.keys(COMMON);
const WORDS = /[\p{L}\p{M}’']+/gu;
/** UTF-16 units: more says no more. */
const ENOUGH = 1000;
/** What one of these says counts for what all that share it would need. */
const LEAST = 0.6;
/** The best has to lead the next by this, so that “en” alone tells nothing. */
const LEAD = 1.2;

/** Words by the languages that have them, each with what it tells: little when many share it. */
const TELLS = new Map<string, { readonly languages: readonly string[]; readonly weight: number }>();
for (const [language, words] of Object.entries(COMMON)) {
  for (const word of words.split(' ')) {
    const languages = [...(TELLS.get(word)?.languages ?? []), language];
    TELLS.set(word, { languages, weight: 1 / languages.length });
  }
}

/**
 * The language that a text is most likely in, as BCP 47, or null when it cannot be told. Of the two Norwegians and
 * Danish the likelier one is named also where they differ little: which words are wrong is nearly the same in them.
 */
export function languageOf(text: string): string | null {
  const read = text.slice(0, ENOUGH).toLowerCase().replaceAll("'", '’');
  for (const [script, language] of SCRIPTS) if (script.test(read)) return language;
  const scores = new Map<string, number>();
  const add = (languages: readonly string[], weight: number): void => {
    for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + weight);
  };
  for (const piece of read.split(/\s+/)) {
    // Names and addresses are in no language.
    if (/^[@#]|\/|\w\.\w/.test(piece)) continue;
    for (const [word] of piece.matchAll(WORDS)) {
      const tells = TELLS.get(word);
      if (tells !== undefined) add(tells.languages, tells.weight);
    }
  }
  for (const [letters, languages] of LETTERS) if (letters.test(read)) add(languages, 1 / languages.length);
  const [best, next] = [...scores].sort(
    ([a, one], [b, other]) => other - one || ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  if (best === undefined || best[1] < LEAST) return null;
  if (next === undefined || best[1] >= next[1] * LEAD) return best[0];
  return NORDIC.has(best[0]) && NORDIC.has(next[0]) ? best[0] : null;
}

const NORDIC = new Set(['nb', 'nn', 'da', 'sv']);

/** Whether a language is covered by what a rule names: `en-GB` by `en`; `nb` and `nn` by `no`. */
export function speaks(language: string, named: string): boolean {
  const spoken = language.toLowerCase();
  return (
    spoken === named || spoken.startsWith(`${named}-`) || (named === 'no' && /^n[bn](?:-|$)/.test(spoken))
  );
}
