/** One thing done to one editor in one browser, and what came of it: `passed`, `failed`, or why it was not done. */
export interface Cell {
  readonly browser: string;
  readonly editor: string;
  readonly row: string;
  result: string;
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

function table(cells: readonly Cell[], rows: readonly string[], named: (row: string) => string): string {
  const browsers = unique(cells.map(({ browser }) => browser));
  const editors = unique(cells.map(({ editor }) => editor));
  const mark = (editor: string, row: string): string =>
    browsers
      .map((browser) => {
        const found = cells.find(
          (cell) => cell.browser === browser && cell.editor === editor && cell.row === row,
        );
        return found === undefined ? 'not run' : found.result === 'passed' ? '✓' : found.result;
      })
      .join(' / ');
  return [
    `| | ${rows.map(named).join(' | ')} |`,
    `|---|${rows.map(() => '---|').join('')}`,
    ...editors.map((editor) => `| ${editor} | ${rows.map((row) => mark(editor, row)).join(' | ')} |`),
  ].join('\n');
}

/** `docs/editors-matrix.md`. */
export function matrixPage(
  cells: readonly Cell[],
  inputs: readonly string[],
  places: readonly string[],
): string {
  const browsers = unique(cells.map(({ browser }) => browser));
  return `# Editors

Written by \`SIGNOFF_WRITE_MATRIX=1\` with \`tests/browser/editors/matrix.test.ts\`; no cell is tried twice. A cell is
${browsers.join(' / ')}.

A ✓ says that after what the column names, in the real editor package and a real browser: the text read equals the text
in the editor's own model; the range of a word in it lies on that word and has boxes on the screen; the word is replaced;
and model and reading then both have exactly the expected text.

3,000 and 60,000 characters are set by the editor's own API; everything else is typed, pasted by key, or composed.

${table(cells, inputs, (row) => row)}

## Where it stands

In the page, in an open shadow root, in a closed one, in a frame of the same origin. Reading changes no node, attribute or
text of the editor (a MutationObserver counts).

${table(
  cells,
  places.map((place) => `in ${place}`),
  (row) => row.replace(/^in /, ''),
)}
`;
}
