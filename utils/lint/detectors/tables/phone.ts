import type { PhoneTable } from '../phone.ts';
import { OTHER_NUMBERS } from './words.ts';

/** Numbering plans in outline, of ITU-T E.164 and the countries' regulators. */
export const PHONE: PhoneTable = {
  plans: [
    '1|us ca|1?|[2-9]\\d\\d[1-9]\\d{6}',
    '44|gb|0|1\\d{8,9}|[23]\\d{9}|5[56]\\d{8}|7\\d{9}|8\\d{8,9}',
    '47|no||(?:2[1-4]|3[1-3578]|4[015-8]|5[1-35-79]|6[1-46-9]|7\\d|8[0-5]|9\\d)\\d{6}',
    '46|se|0|7\\d{8}|[1-689]\\d{6,8}',
    '45|dk||[1-9]\\d{7}',
    '358|fi|0|[1-9]\\d{4,10}',
    '354|is||[3-9]\\d{6}',
    '49|de|0|1(?:5[0-25-9]\\d{8}|[67]\\d{8,9})|[2-9]\\d{4,11}',
    '33|fr|0|[1-9]\\d{8}',
    '34|es||[5-9]\\d{8}',
    '39|it||3\\d{8,9}|0\\d{5,10}',
    '351|pt||[236-9]\\d{8}',
    '31|nl|0|[1-9]\\d{8}',
    '32|be|0|[1-9]\\d{7,8}',
    '48|pl||[1-9]\\d{8}',
    '43|at|0|[1-9]\\d{3,12}',
    '41|ch|0|[1-9]\\d{8,11}',
    '353|ie|0|[1-9]\\d{6,8}',
    '61|au|0|[2-478]\\d{8}',
    '91|in|0?|[1-9]\\d{9}',
  ],
  codes:
    '7 20 27 30 36 40 51 52 53 54 55 56 57 58 60 62 63 64 65 66 81 82 84 86 90 92 93 94 95 98 211 212 213 216 218 ' +
    '220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 ' +
    '248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 ' +
    '352 355 356 357 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 ' +
    '502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 ' +
    '680 681 682 683 685 686 687 688 689 690 691 692 850 852 853 855 856 880 886 960 961 962 963 964 965 966 967 ' +
    '968 970 971 972 973 974 975 976 977 992 993 994 995 996 998 ',
  forms: [
    'us ca|(?:1[ .-]?)?(?:\\([2-9]\\d\\d\\)[ -]{0,2}|[2-9]\\d\\d[.-])[2-9]\\d\\d[ .-]\\d{4}',
    'us ca|(?:1[ -])?[2-9]\\d\\d [2-9]\\d\\d[ -]\\d{4}',
    'no|[49]\\d\\d \\d\\d \\d{3}',
    'no dk|[2-79]\\d(?: \\d\\d){3}',
  ],
  words:
    'call(?! of| for| it)|ring|phone|telephone|tel|tlf|mobile?|mob|cell\\p{L}*|text|sms|whats ?app|fax|telefon\\p{L}*|telefonnummer|mobilnummer|mobilen?|puhelin|móvil|téléphone|handy|anruf\\p{L}*|appel\\p{L}*|dial|viber|vipps|swish|(?:my|her|his|their|your) (?:number|nr)|(?:mitt|hennes|hans|sitt) nummer|nummeret (?:mitt|hennes|hans)',
  free: '\\+?(?:1)?8(?:00|33|44|55|66|77|88)\\d{7}|(?:\\+|00)800\\d{8}|(?:0|\\+44|0044)(?:800|808|3\\d\\d)\\d{7}|(?:\\+47|0047)?80\\d{6}|020\\d{6}|0800\\d{5,7}',
  units:
    'kr|nok|sek|dkk|usd|eur|gbp|€|\\$|£|%|km|m²|mill|million|people|followers|views|tonn?s?|copies|units|users|customers|subscribers|members|downloads|viewers|visitors|votes|steps|trees|kunder|brukere|medlemmer|abonnenter|nedlastinger|seere|eksemplarer|stk',
  organisations:
    'customer (?:service|care|support)|support|help ?(?:line|desk)|hot ?line|crisis line|reservations?|bookings?|box office|press (?:office|desk)|(?:call|text|ring|phone|contact|reach) us|kundeservice|kundesenter|kundtjänst|kundenservice|sentralbord|bestill\\p{L}*|hjelpetelefon\\p{L}*|vakttelefon\\p{L}*|legevakt\\p{L}*|(?:ring|kontakt|ringe) oss|kontakta oss|ring os',
  otherNumbers: OTHER_NUMBERS,
};
