/**
 * The self-check of a page as plain data and plain text: what stands there, what was found and what was not. Never a
 * word of a draft, never an account, never more of an address than its host: people paste it into bug reports.
 */

/** Where an editor's element stands. */
export type EditorPlace = 'page' | 'shadow root' | 'closed shadow root' | 'frame';

export interface EditorReport {
  readonly engine: string;
  readonly place: EditorPlace;
  /** False when the engine could not read it. */
  readonly isRead: boolean;
}

export interface ComposerReport {
  readonly editors: readonly EditorReport[];
  readonly publishControls: { readonly found: number; readonly visible: number };
  readonly hasPillAnchor: boolean;
  readonly seesAccount: boolean;
  readonly media: { readonly found: number; readonly digested: number };
  /** Steps that failed, by name and the kind of error: an error's own words may come from the page. */
  readonly failures: readonly string[];
}

export interface PageReport {
  readonly platform: string;
  readonly adapter: string;
  readonly host: string;
  /** How things stand with the background: `unjoined`, `joined`, `starting`, … */
  readonly knowledge: string;
  readonly connection: string | null;
  readonly ruleset: number | null;
  readonly hasEngine: boolean;
  readonly hasHighlights: boolean;
  readonly secondLine: {
    readonly isPresent: boolean;
    readonly asked: number;
    readonly refused: number;
    /** False on a site whose publish requests are not known: nothing can stand behind its buttons. */
    readonly isPossible: boolean;
    /** Posts whose address the platform has said. */
    readonly named: number;
  };
  readonly composers: readonly ComposerReport[];
  readonly failures: readonly string[];
}

export interface Around {
  readonly version: string;
  readonly browser: string;
  /** Null when no script of ours answered in the tab. */
  readonly page: PageReport | null;
}

const mark = (isGood: boolean): string => (isGood ? '[ok]' : '[--]');

function composerLines(composer: ComposerReport, number: number): string[] {
  const { editors, publishControls, media } = composer;
  return [
    `composer ${number}`,
    ...editors.map(
      ({ engine, place, isRead }, index) =>
        `  ${mark(isRead)} part ${index + 1}: ${engine}, in a ${place}${isRead ? '' : ', could not be read'}`,
    ),
    `  ${mark(publishControls.found > 0)} publish controls: ${publishControls.found}, visible: ${publishControls.visible}`,
    `  ${mark(composer.hasPillAnchor)} place for the pill`,
    `  ${mark(composer.seesAccount)} account that would publish`,
    `  ${mark(media.found === media.digested)} media: ${media.found}, bytes known: ${media.digested}`,
    ...composer.failures.map((failure) => `  [!!] ${failure}`),
  ];
}

function lineWords({ isPresent, isPossible, asked, refused, named }: PageReport['secondLine']): string {
  if (!isPossible) return ': out of reach here, how this site publishes is not known';
  if (!isPresent) return ' is missing: reload the tab';
  return `: ${asked} asked, ${refused} refused, ${named} posts named`;
}

/** The report as people copy it. In English whatever the browser's language: it is read by those who mend it. */
export function reportText({ version, browser, page }: Around): string {
  const head = [`Signoff ${version}`, browser];
  if (page === null) return [...head, '[--] no script of Signoff answers in this tab'].join('\n');
  const { secondLine } = page;
  return [
    ...head,
    `${page.adapter} (${page.platform}) on ${page.host}`,
    `team: ${page.knowledge}${page.connection === null ? '' : `, ${page.connection}`}, ruleset: ${page.ruleset ?? 'none'}`,
    `${mark(page.hasEngine)} lint engine in the page`,
    `${mark(page.hasHighlights)} underlines without touching the page`,
    `${mark(secondLine.isPresent)} second line${lineWords(secondLine)}`,
    `${mark(page.composers.length > 0)} composers: ${page.composers.length}`,
    ...page.composers.flatMap((composer, index) => composerLines(composer, index + 1)),
    ...page.failures.map((failure) => `[!!] ${failure}`),
  ].join('\n');
}
