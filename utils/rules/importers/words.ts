/** Plain word lists: a word or phrase a line. */
import type { Entry } from './entries.ts';
import { rulesOf } from './entries.ts';
import type { Importer, SourceFile } from './importer.ts';
import type { ReportLine } from './report.ts';
import { finish } from './result.ts';

const LEVELS = { term: 'warn' } as const;

/**
 * A line that is `#` alone or begins with `# ` or `//` is a comment, so `#ad` is a term. Case makes no difference;
 * blanks around a term and repeated blanks in it are no part of it.
 */
export const words: Importer = {
  format: 'words',
  levels: LEVELS,
  reads: (name) => /\.(?:txt|lst|words|wordlist)$/i.test(name) || !/\.[^/]*$/.test(name),
  import(files, options) {
    const severity = options.severity?.term ?? LEVELS.term;
    const lines = files.flatMap(linesOf);
    const entries: Entry[] = [];
    const comments: ReportLine[] = [];
    for (const { file, line, column, text } of lines) {
      const what = text.trim();
      if (/^#(?:\s|$)|^\/\//.test(what)) {
        const why = { code: 'comment', message: 'A comment, which is no term.' } as const;
        comments.push({ file, line, column, what, outcome: 'kept', why });
      } else {
        const term = what.replace(/\s+/g, ' ');
        entries.push({
          file,
          line,
          column,
          what,
          term,
          replacements: [],
          message: null,
          severity,
          ignorecase: true,
        });
      }
    }
    const { rules, report } = rulesOf(entries, 'words');
    const kept = comments.map(({ file, what }) => ({ file, what: 'comment', text: what }));
    return finish({ files, options, rules, kept, report: [...comments, ...report] });
  },
};

/** The lines that are not blank, with the place of their first sign. */
function linesOf({ name, text }: SourceFile) {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({
      file: name,
      line: i + 1,
      column: line.length - line.trimStart().length + 1,
      text: line,
    }))
    .filter(({ text: line }) => line.trim() !== '');
}
