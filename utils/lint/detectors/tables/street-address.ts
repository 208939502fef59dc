import type { StreetAddressTable } from '../street-address.ts';

/** What a street is called behind its name, where that is said of streets only, and where it is said of other things too. */
const SURE = 'Street|Avenue|Ave|Boulevard|Blvd|Road|Rd|Lane|Crescent|Terrace|Parkway|Pkwy|Mews';
const UNSURE =
  'St|Drive|Dr|Ln|Court|Ct|Place|Pl|Way|Circle|Cir|Highway|Hwy|Square|Sq|Close|Gardens|Grove|Row|Hill|Walk|Park|Broadway';
/** The same for streets that are one word with their name, or have a number behind it. */
const ENDINGS =
  'gata|gate|gaten|gatan|veien|vegen|vei|veg|vägen|väg|vej|vejen|gade|gaden|stræde|allé|alléen|smuget|katu|kuja|polku|straße|strasse|str\\.|straat|gracht';
const UNSURE_ENDINGS =
  'plass|plassen|plads|torg|torget|torv|bakken|backen|stien|stigen|tie|vænget|parken|kroken|svingen|ringen|tunet|haugen|lia|åsen|alle|laan|weg|platz|gasse';
/** A name of one to four words with capitals; each word is bounded, so that the search is linear. */
const WORD = "\\p{Lu}[\\p{L}'’.-]{0,20}";
const NAMES = `(?:(?:${WORD}|\\d{1,3}(?:st|nd|rd|th)) ){1,4}`;
const UNIT = '(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|#)\\.? ?[\\dA-Z]{1,5})?';
const PLACE = `(?:,? ${WORD}(?: ${WORD}){0,2})?`;
const POSTCODE = '(?:,? (?:[A-Z]{2}\\.? )?\\d{5}(?:-\\d{4})?|,? [A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2})';

const NORDIC_POSTCODE = `(?:,? (?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{3} \\d{2}) ${WORD})`;

/** English, Norwegian, Swedish, Danish, Finnish, German and Dutch. */
export const STREET_ADDRESS: StreetAddressTable = {
  english: `(?<![\\p{L}\\p{N}.,$£€#/-])\\d{1,5}[A-Za-z]?(?:-\\d{1,4})? (?:[NSEW]{1,2}\\.? )?${NAMES}(?:(${SURE})|${UNSURE})\\b\\.?(?: [NSEW]{1,2}\\b)?(${UNIT})(?:${PLACE}(${POSTCODE}))?(?![\\p{L}\\p{N}])`,
  nordic: `(?<![\\p{L}\\p{N}_])(?:${WORD} ){0,2}(?:\\p{Lu}[\\p{L}]{1,24}(?:(${ENDINGS})|${UNSURE_ENDINGS})|${WORD} (?:(${ENDINGS})|${UNSURE_ENDINGS})) \\d{1,4}(?: ?[A-Za-z])?(${NORDIC_POSTCODE})?(?![\\p{L}\\p{N}]|[.,:/-]\\d|\\s?(?:%|km|kr|m²|min|mil|meter|prosent|år|dager|timer|uker|uhr))`,
  known:
    'Wall|Main|Downing|Sesame|Fleet|Bourbon|Carnaby|Oxford|Regent|Madison|Fifth|5th|Pennsylvania|Champs|Abbey',
  public:
    'stores?|shops?|branch(?:es)?|offices?|hq|headquarters|headquartered|showroom|venue|restaurant|café|cafe|bar|hotel|clinic|campus|warehouse|studio|gallery|museum|event|visit us|open(?:s|ed|ing)?|moved|find us|join us|doors|come by|butikk\\p{L}*|avdeling|kontor\\p{L}*|hovedkontor\\p{L}*|besøk|besøksadresse|arrangement\\p{L}*|lansering|åpn\\p{L}*|flytte\\p{L}*|møt|butik\\p{L}*|kontoret|öppn\\p{L}*|inngang|utstilling',
  personal:
    'lives?|lived|living|home|house|her|his|their|address is|bor|bodde|hjemme|hjem|adressen|bostad|wohnt|flowers|blomster|neighbou?r|nabo\\p{L}*|stays?|resides?',
};
