/**
 * Patterns that make backtracking engines explode or crawl, with the text that does it: prefix, pump repeated, suffix.
 * Chosen from three public collections: the tests of CodeQL's ReDoS query (github.com/github/codeql, MIT), of
 * vuln-regex-detector (github.com/davisjam/vuln-regex-detector, MIT), and the regexlib.com patterns that RXXR proved
 * vulnerable (github.com/superhuman/rxxr2, MIT).
 */
export interface Attack {
  readonly pattern: string;
  readonly flags: string;
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

export const ATTACKS: readonly Attack[] = [
  {
    pattern: '^\\b_((?:__|[\\s\\S])+?)_\\b|^\\*((?:\\*\\*|[\\s\\S])+?)\\*(?!\\*)',
    flags: '',
    prefix: '_',
    pump: '__',
    suffix: '',
  },
  { pattern: '(.*,)+.+', flags: '', prefix: '', pump: ',', suffix: '' },
  { pattern: '\\/(?![ *])(\\\\\\/|.)*?\\/[gim]*(?=\\W|$)', flags: '', prefix: '/', pump: '\\/a', suffix: '' },
  { pattern: '^([\\s\\[\\{\\(]|#.*)*$', flags: '', prefix: '', pump: '##', suffix: '\na' },
  {
    pattern: '^[\\_$a-z][\\_$a-z0-9]*(\\[.*?\\])*(\\.[\\_$a-z][\\_$a-z0-9]*(\\[.*?\\])*)*$',
    flags: 'i',
    prefix: 'a',
    pump: '[]',
    suffix: '.b\n',
  },
  { pattern: '^([a-z]+)+$', flags: '', prefix: '', pump: 'a', suffix: '!' },
  { pattern: '^([a-z]*)*$', flags: '', prefix: '', pump: 'a', suffix: '!' },
  {
    pattern: '(([\\w#:.~>+()\\s-]+|\\*|\\[.*?\\])+)\\s*(,|$)',
    flags: '',
    prefix: '[',
    pump: '][',
    suffix: ']!',
  },
  { pattern: '("|\')(\\\\?.)*?\\1', flags: 'g', prefix: "'", pump: '\\a', suffix: '"' },
  { pattern: '(b|a?b)*c', flags: '', prefix: '', pump: 'ab', suffix: 'x' },
  { pattern: '(a|aa?)*b', flags: '', prefix: '', pump: 'a', suffix: 'x' },
  { pattern: '(.|\\n)*!', flags: '', prefix: '', pump: '\n', suffix: '.' },
  { pattern: '(([^]|[^a])*)"', flags: '', prefix: '', pump: 'b', suffix: 'x' },
  { pattern: '((b|[^a])*)"', flags: '', prefix: '', pump: 'b', suffix: 'x' },
  { pattern: '((\\d|\\w)*)"', flags: '', prefix: '', pump: '0', suffix: '!' },
  { pattern: '((\\W|\\D)*)"', flags: '', prefix: '', pump: ' ', suffix: 'x' },
  { pattern: '(a+)+$', flags: '', prefix: '', pump: 'a', suffix: '!' },
  { pattern: '(a+(a|b))+$', flags: '', prefix: '', pump: 'ab', suffix: '!' },
  {
    pattern: '<(\\w+)(\\s(\\w*=".*?")?)*((/>)|((/*?)>.*?</\\1>))',
    flags: '',
    prefix: '<0',
    pump: ' =""\t=""',
    suffix: '\u0001!',
  },
  {
    pattern: '^([0-9a-zA-Z]([-.\\w]*[0-9a-zA-Z])*@(([0-9a-zA-Z])+([-\\w]*[0-9a-zA-Z])*\\.)+[a-zA-Z]{2,9})$',
    flags: '',
    prefix: '0',
    pump: '00',
    suffix: '\u0001!',
  },
  {
    pattern: "((^[0-9]*).?((BIS)|(TER)|(QUATER))?)?((\\W+)|(^))(([a-z]+.)*)([0-9]{5})?.(([a-z\\'']+.)*)$",
    flags: '',
    prefix: '',
    pump: 'aaa{',
    suffix: 'aa00!',
  },
  { pattern: '([A-Za-z0-9.]+\\s*)+,', flags: '', prefix: '.', pump: '..', suffix: '\u0001!' },
  {
    pattern: '^((?:(?:(?:\\w[\\.\\-\\+]?)*)\\w)+)\\@((?:(?:(?:\\w[\\.\\-\\+]?){0,62})\\w)+)\\.(\\w{2,6})$',
    flags: '',
    prefix: '0',
    pump: '00',
    suffix: '\u0001!',
  },
  {
    pattern:
      '^((([a-z0-9])+([\\w.-]{1})?)+([^\\W_]{1}))+@((([a-z0-9])+([\\w-]{1})?)+([^\\W_]{1}))+\\.[a-z]{2,3}(\\.[a-z]{2,4})?$',
    flags: '',
    prefix: '0',
    pump: 'a00',
    suffix: '\u0001!',
  },
  {
    pattern: '[a-zA-Z0-9_\\\\-]+@([a-zA-Z0-9_\\\\-]+\\\\.)+(com)',
    flags: '',
    prefix: 'a@a\\{',
    pump: 'd\\\\d',
    suffix: '\u0001!',
  },
  {
    pattern:
      '^[A-Za-z0-9](([_\\.\\-]?[a-zA-Z0-9]+)*)@([A-Za-z0-9]+)(([\\.\\-]?[a-zA-Z0-9]+)*)\\.([A-Za-z]{2,})$',
    flags: '',
    prefix: '0',
    pump: 'a0',
    suffix: '\u0001!',
  },
  { pattern: '"([^"](?:\\\\.|[^\\\\"]*)*)"', flags: '', prefix: '"!', pump: '!', suffix: '\u0001!' },
  {
    pattern:
      '^jdbc:db2://((?:(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?).){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?))|(?:(?:(?:(?:[A-Z|a-z])(?:[\\w|-]){0,61}(?:[\\w]?[.]))*)(?:(?:[A-Z|a-z])(?:[\\w|-]){0,61}(?:[\\w]?)))):([0-9]{1,5})/([0-9|A-Z|a-z|_|#|$]{1,16})$',
    flags: '',
    prefix: 'jdbc:db2://',
    pump: 'A0.',
    suffix: '\u0001!',
  },
  { pattern: '(\\/\\*(\\s*|.*?)*\\*\\/)|(\\/\\/.*)', flags: '', prefix: '/*', pump: '+', suffix: '\u0001!' },
  {
    pattern: "^([a-zA-Z]+[\\'\\,\\.\\-]?[a-zA-Z ]*)+[ ]([a-zA-Z]+[\\'\\,\\.\\-]?[a-zA-Z ]+)+$",
    flags: '',
    prefix: 'A',
    pump: 'AA',
    suffix: '\u0001!',
  },
  {
    pattern: "^\\w+(([-+']|[-+.]|\\w+))*@\\w+([-.]\\w+)*\\.\\w+([-.]\\w+)*$",
    flags: '',
    prefix: '0',
    pump: '+',
    suffix: '\u0001!',
  },
  {
    pattern:
      "^(?:mailto:)?(?:[a-z][\\w~%!&',;=\\-\\.$\\(\\)\\*\\+]*)@(?:[a-z0-9][\\w\\-]*[a-z0-9]*\\.)*(?:(?:(?:[a-z0-9][\\w\\-]*[a-z0-9]*)(?:\\.[a-z0-9]+)?)|(?:(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)))$",
    flags: '',
    prefix: 'm@',
    pump: '3a.',
    suffix: '\u0001!',
  },
  { pattern: '^(([01][0-9]|[012][0-3]):([0-5][0-9]))*$', flags: '', prefix: '', pump: '00:00', suffix: '!' },
  {
    pattern:
      '^[a-zA-Z0-9]+([_.-]?[a-zA-Z0-9]+)?@[a-zA-Z0-9]+([_-]?[a-zA-Z0-9]+)*([.]{1})[a-zA-Z0-9]+([.]?[a-zA-Z0-9]+)*$',
    flags: '',
    prefix: 'aa-a@0',
    pump: 'a0',
    suffix: '\u0001!',
  },
  {
    pattern:
      '((http|ftp|https):\\/\\/w{3}[\\d]*.|(http|ftp|https):\\/\\/|w{3}[\\d]*.)([\\w\\d\\._\\-#\\(\\)\\[\\]\\\\,;:]+@[\\w\\d\\._\\-#\\(\\)\\[\\]\\\\,;:])?([a-z0-9]+.)*[a-z\\-0-9]+.([a-z]{2,3})?[a-z]{2,6}(:[0-9]+)?(\\/[\\/a-z0-9\\._\\-,]+)*[a-z0-9\\-_\\.\\s\\%]+(\\?[a-z0-9=%&\\.\\-,#]+)?',
    flags: '',
    prefix: 'http://',
    pump: 'x0a{',
    suffix: '\u0001!',
  },
  {
    pattern: '^[a-zA-Z0-9]+(([_][a-zA-Z0-9])?[a-zA-Z0-9]*)*$',
    flags: '',
    prefix: '0',
    pump: '0',
    suffix: '!',
  },
  {
    pattern: '^(([a-zA-Z]\\:)|(\\\\))(\\\\{1}|((\\\\{1})[^\\\\]([^/:*?<>"|]*))+)$',
    flags: '',
    prefix: 'a:\\!',
    pump: '\\|\\]',
    suffix: '"',
  },
  {
    pattern: '^((\\w+([-+.]\\w+)*@\\w+([-.]\\w+)*\\.\\w+([-.]\\w+)*)\\s*[,]{0,1}\\s*)+$',
    flags: '',
    prefix: 'a-a@a.0',
    pump: 'a@0.0.00.0-0A@0.0.00.0.0',
    suffix: '\u0000',
  },
  {
    pattern: '((?:[^",]|(?:"(?:\\\\{2}|\\\\"|[^"])*?"))*)',
    flags: '',
    prefix: '"',
    pump: '\\',
    suffix: '\u0001!',
  },
  {
    pattern: '^(([a-zA-Z]:)|(\\\\{2}\\w+)\\$?)(\\\\(\\w[\\w].*))+(.pdf)$',
    flags: '',
    prefix: 'a:\\a0',
    pump: '\\pq\\pq',
    suffix: '\u0001!',
  },
  {
    pattern:
      '^.*[_A-Za-z0-9]+[\\t ]+[\\*&]?[\\t ]*[_A-Za-z0-9](::)?[_A-Za-z0-9:]+[\\t ]*\\(( *[ \\[\\]\\*&A-Za-z0-9_]+ *,? *)*\\).*$',
    flags: '',
    prefix: 'a aa(',
    pump: ' [',
    suffix: '\u0001!',
  },
  {
    pattern:
      '^\\s*(([/-9!#-\'*+=?A-~-]+(?:\\.[/-9!#-\'*+=?A-~-]+)*|"(?:[^"\\r\\n\\\\]|\\\\.)*")@([A-Za-z][0-9A-Za-z-]*[0-9A-Za-z]?(?:\\.[A-Za-z][0-9A-Za-z-]*[0-9A-Za-z]?)*|\\[(?:[^\\[\\]\\r\\n\\\\]|\\\\.)*\\]))\\s*$',
    flags: '',
    prefix: 'A.A@A',
    pump: '.A0',
    suffix: '\u0000',
  },
  {
    pattern:
      "^((([a-zA-Z\\'\\.\\-]+)?)((,\\s*([a-zA-Z]+))?)|([A-Za-z0-9](([_\\.\\-]?[a-zA-Z0-9]+)*)@([A-Za-z0-9]+)(([\\.\\-]?[a-zA-Z0-9]+)*)\\.([A-Za-z]{2,})))(;{1}(((([a-zA-Z\\'\\.\\-]+){1})((,\\s*([a-zA-Z]+))?))|([A-Za-z0-9](([_\\.\\-]?[a-zA-Z0-9]+)*)@([A-Za-z0-9]+)(([\\.\\-]?[a-zA-Z0-9]+)*)\\.([A-Za-z]{2,})){1}))*$",
    flags: '',
    prefix: '',
    pump: ';aaA@0.AA',
    suffix: '!',
  },
];
