/** The tools of a page: they answer the extension's own pages for the frame they were put into, and nobody else. */
import { answerDoctor } from '../doctor/ask.ts';
import { examinePage } from '../doctor/examine.ts';
import { answerRestore } from '../restore/ask.ts';
import { restoreText } from '../restore/restore.ts';
import { pagePort } from './page-port.ts';

/** Called by the tools' file each time it is put into a frame. */
export function answerTools(): void {
  const first = pagePort();
  if (first === null || first.hasTools) return;
  first.hasTools = true;
  answerDoctor(() => {
    const { window, adapter, knowledge, hasEngine, secondLine } = first;
    return examinePage({
      window,
      adapter,
      knowledge: knowledge(),
      hasEngine: hasEngine(),
      secondLine: secondLine(),
    });
  });
  answerRestore((approved) => restoreText(first, approved));
}
