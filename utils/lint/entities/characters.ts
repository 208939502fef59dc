/** Character classes that several finders share: the insides of `[…]`, with neither `u` nor `v` in mind. */

/** White space as X takes it. */
export const SPACES = '\\t-\\r \\x85\\xA0\\u1680\\u180E\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';

/** Marks that turn the direction of writing; they show nothing. */
export const DIRECTION = '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';

/** No characters: platforms refuse a text that holds one. */
export const NONCHARACTERS = '\\uFFFE\\uFEFF\\uFFFF';

/** Latin letters with accents and the accents themselves, as in names of western and northern Europe. */
export const ACCENTED =
  '\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u024F\\u0253\\u0254\\u0256\\u0257\\u0259\\u025B\\u0263\\u0268\\u026F\\u0272\\u0289\\u028B\\u02BB\\u0300-\\u036F\\u1E00-\\u1EFF';

/** Punctuation that ends a word for X; `"` and the grave accent are not among it. */
export const PUNCTUATION = "!'#%&()*+,\\\\\\-./:;<=>?@[\\]^_{|}~$";
