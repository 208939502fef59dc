import { checkPack } from '../check.ts';
import { type Pack, packSchema, type Rule } from '../schema.ts';
import type { ImportOptions, ImportResult, Kept, SourceFile } from './importer.ts';
import { kebab } from './names.ts';
import { inFileOrder, type Reason, type ReportLine } from './report.ts';

export interface Parts {
  readonly files: readonly SourceFile[];
  readonly options: ImportOptions;
  readonly rules: readonly Rule[];
  readonly kept: readonly Kept[];
  readonly report: readonly ReportLine[];
  readonly vocabulary?: { readonly accept: readonly string[]; readonly reject: readonly string[] };
}

/** What a pack may hold (`packSchema`). */
export const MOST_RULES = 5000;

/** Puts the pack together and checks it as any other is checked; one that fails is none. */
export function finish({ files, options, rules, kept, report, vocabulary }: Parts): ImportResult {
  const ordered = inFileOrder(report, files);
  const words = Object.fromEntries(Object.entries(vocabulary ?? {}).filter(([, list]) => list.length > 0));
  if (rules.length === 0) return { pack: null, kept, report: ordered };
  if (rules.length > MOST_RULES) {
    const message = `There are ${rules.length} rules, and a pack has at most ${MOST_RULES}. Import the files one by one.`;
    return { pack: null, kept, report: withNothingTaken(ordered, { code: 'too_many', message }) };
  }
  const draft: unknown = {
    pack: kebab(options.pack) || 'imported',
    version: '1.0.0',
    title: { en: options.title.slice(0, 1000) || options.pack || 'Imported' },
    ...(Object.keys(words).length === 0 ? {} : { vocabulary: words }),
    rules,
  };
  const parsed = packSchema.safeParse(draft);
  const [problem] = parsed.success ? checkPack(parsed.data) : [{ message: parsed.error.issues[0]?.message }];
  if (parsed.success && problem === undefined)
    return { pack: parsed.data satisfies Pack, kept, report: ordered };
  const message = `The rules cannot stand in one pack: ${problem?.message ?? ''}`;
  return { pack: null, kept, report: withNothingTaken(ordered, { code: 'rule_unusable', message }) };
}

function withNothingTaken(report: readonly ReportLine[], why: Reason): ReportLine[] {
  return report.map((line) =>
    line.outcome === 'taken' || line.outcome === 'changed' ? { ...line, outcome: 'refused', why } : line,
  );
}
