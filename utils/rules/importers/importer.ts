import type { Severity } from '../../lint/finding.ts';
import type { Pack } from '../schema.ts';
import type { ReportLine } from './report.ts';

export const FORMATS = ['vale', 'csv', 'prh', 'words'] as const;
export type Format = (typeof FORMATS)[number];

/** A file as the caller read it. An importer never touches the file system. */
export interface SourceFile {
  /** Path relative to what was named, with `/` between folders. */
  readonly name: string;
  readonly text: string;
}

/** Something that does not run here, as it was written. */
export interface Kept {
  readonly file: string;
  /** What it is: the name of a rule, a setting. */
  readonly what: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Id of the pack that is made. */
  readonly pack: string;
  /** Its title. */
  readonly title: string;
  /** What a level or list of the source means here; each importer has its own levels and defaults. */
  readonly severity?: Readonly<Record<string, Severity>>;
  /** The dialect of a table, where it should not be guessed. */
  readonly dialect?: string;
  /** Vale: the styles to take. Without it those that the settings name, and all where nothing names any. */
  readonly styles?: readonly string[];
}

export interface ImportResult {
  /** Passes `packSchema` and `checkPack`; null when nothing was taken. */
  readonly pack: Pack | null;
  readonly kept: readonly Kept[];
  /** Everything the importer met, in the order of the files. */
  readonly report: readonly ReportLine[];
}

/** One file a format. */
export interface Importer {
  readonly format: Format;
  /** Names of the levels that `severity` may map, with what they mean when it does not. */
  readonly levels: Readonly<Record<string, Severity>>;
  /** Whether a file of a folder, by its name, is one that this importer reads. */
  reads(name: string): boolean;
  /** Never throws, whatever the texts are. */
  import(files: readonly SourceFile[], options: ImportOptions): ImportResult;
}
