/** Vale's vocabularies: `accept.txt` and `reject.txt`, a pattern a line. */
import type { Kept, SourceFile } from './importer.ts';
import type { Outcome, Reason, ReportLine } from './report.ts';
import { faultOf } from './vale-patterns.ts';
import type { ValeSettings } from './vale-settings.ts';

export interface ReadVocabularies {
  readonly words: { readonly accept: readonly string[]; readonly reject: readonly string[] };
  /** Names of the files that are vocabularies. */
  readonly files: ReadonlySet<string>;
  readonly kept: readonly Kept[];
  readonly report: readonly ReportLine[];
}

/** As `patternText` of the schema has it. */
const LONGEST = 1000;

/**
 * The words of the vocabularies that the settings name; of all where there are no settings. A line that begins with
 * `# ` is a comment.
 */
export function readVocabularies(files: readonly SourceFile[], settings: ValeSettings): ReadVocabularies {
  const accept: string[] = [];
  const reject: string[] = [];
  const kept: Kept[] = [];
  const report: ReportLine[] = [];
  const names = new Set<string>();
  const found = new Set<string>();
  for (const file of files) {
    const match = /(?:^|\/)(?:vocabularies|Vocab)\/([^/]+)\/(?:.*\/)?(accept|reject)\.txt$/.exec(file.name);
    if (match === null) continue;
    const [, name = '', list] = match;
    names.add(file.name);
    found.add(name);
    kept.push({ file: file.name, what: `${name}/${list}.txt`, text: file.text });
    const isUsed = settings.vocabularies === null || settings.vocabularies.includes(name);
    const words = list === 'accept' ? accept : reject;
    file.text
      .replace(/^\ufeff/, '')
      .split(/\r\n|\r|\n/)
      .forEach((line, i) => {
        const word = line.trim();
        if (word === '') return;
        const say = (outcome: Outcome, why: Reason | null): void => {
          const column = line.length - line.trimStart().length + 1;
          report.push({ file: file.name, line: i + 1, column, what: word.slice(0, 200), outcome, why });
        };
        const fault = faultOf(word);
        if (word.startsWith('# ')) say('kept', { code: 'comment', message: 'A comment, which is no term.' });
        else if (!isUsed)
          say('kept', {
            code: 'style_not_used',
            message: `The settings do not name the vocabulary ${name}.`,
          });
        else if (word.length > LONGEST)
          say('refused', { code: 'too_long', message: `A pattern has at most ${LONGEST} characters.` });
        else if (fault !== null) say('refused', { code: fault.code, message: fault.message });
        else if (words.includes(word))
          say('changed', { code: 'duplicate', message: 'This stands in the vocabularies already.' });
        else {
          words.push(word);
          say('taken', null);
        }
      });
  }
  for (const name of settings.vocabularies ?? []) {
    if (found.has(name)) continue;
    const place = settings.report.find(({ what }) => what.startsWith('Vocab ='));
    const message = `There is no vocabulary “${name}” in the folder.`;
    report.push({
      file: place?.file ?? '.vale.ini',
      line: place?.line ?? 1,
      column: place?.column ?? 1,
      what: name,
      outcome: 'refused',
      why: { code: 'not_installed', message },
    });
  }
  return { words: { accept, reject }, files: names, kept, report };
}
