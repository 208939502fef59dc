/**
 * Letters that look like a Latin one, behind it, case by case: from what is known of Unicode's confusables (UTS #39)
 * and of how people disguise words. Only letters: what NFKC folds (full-width, mathematical, circled) is not here, and
 * signs are not either.
 */
const OF_OTHER_SCRIPTS =
  'aАаΑαᎪ bВвЬьΒβᏴ cСсϲϹᏟⲥ dԁᎠԀ eЕеЄєΕεᎬ fϜ gԌԍᏀց hНнһҺΗհᎻ iІіΙιᎥ jЈјյᎫ kКкΚκᏦ lӀӏᏞլ mМмΜᎷ nΝηпռո oОоΟοσօՕ pРрΡρᏢթ qԚԛզք rГгᎡᏒ sЅѕՏᏚ tТтΤτᎢ uՍսυԱ vѴѵᏙν wԜԝωѡᎳ xХхΧχ yУуҮүΥγᎩ zΖᏃ';
const OF_LATIN_SCRIPT =
  'aɑɐᴀ bʙɓƅ cƈɕᴄ dɗɖᴅ eɛəɘǝᴇ fƒꜰ gɡɠɢ hɦʜ iɪɨɩ jȷʝᴊ kƙᴋ lʟɭɫ mɱᴍ nɴɲŋƞ oɵᴏ pƥᴘ qɋ rʀɾɽʁ sꜱʂƨ tƭᴛʈ uᴜʊ vʋᴠ wᴡɯ yʏƴ zᴢʐƶ';

/** Letters with a stroke or without a dot: letters of their own in some languages, and no marks can be taken off them. */
const STROKED = 'dđð hħ iı lł oø tŧ';

function table(listed: string): [string, string][] {
  return listed
    .split(' ')
    .flatMap(([latin = '', ...others]) => others.map((one): [string, string] => [one, latin]));
}

const FOREIGN = new Map(table(OF_OTHER_SCRIPTS));
const VARIANTS = new Map([
  ...table(OF_LATIN_SCRIPT),
  ...squared(0x1f130),
  ...squared(0x1f150),
  ...squared(0x1f170),
]);
const OWN = new Map(table(STROKED));

/** The letters A to Z in a box or on a disc, from this code point on. */
function squared(first: number): [string, string][] {
  return Array.from({ length: 26 }, (_, i) => [
    String.fromCodePoint(first + i),
    String.fromCharCode(0x61 + i),
  ]);
}

/** The Latin letter, in lower case, that a letter of another script looks like, or null. */
export function lookalikeOf(letter: string): string | null {
  return FOREIGN.get(letter) ?? null;
}

/** The plain letter, in lower case, of which this Latin letter or sign is a variant, or null. */
export function variantOf(letter: string): string | null {
  return VARIANTS.get(letter) ?? null;
}

/** The plain letter under a stroke or without its dot, both in lower case, or null. */
export function strokelessOf(letter: string): string | null {
  return OWN.get(letter) ?? null;
}
