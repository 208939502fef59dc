/** The question of the popup to the script in a tab, and its answer. */
import { browser } from 'wxt/browser';
import { putTools } from '../tools/put.ts';
import type { Around, PageReport } from './report.ts';

const QUESTION = 'doctor/ask';

interface Asking {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly tab?: unknown;
}

const isQuestion = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === QUESTION;

/** Answers the extension's own pages, and nobody in a tab. */
export function answerDoctor(examine: () => PageReport): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Asking, respond: (report: PageReport) => void): undefined => {
      if (!isQuestion(message) || sender.id !== browser.runtime.id) return;
      if (!sender.url?.startsWith(browser.runtime.getURL('/'))) return;
      respond(examine());
    },
  );
}

/** What the top frame of the tab in front says of itself; null where no script of ours answers. */
async function askFront(): Promise<PageReport | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined) return null;
  await putTools(tab.id);
  try {
    const report: PageReport | undefined = await browser.tabs.sendMessage(
      tab.id,
      { type: QUESTION },
      { frameId: 0 },
    );
    return report ?? null;
  } catch {
    return null; // nobody is there
  }
}

/** The name and version of the browser, without what tells one machine from another. */
function browserName(agent: string): string {
  return /(?:Firefox|Edg|OPR|Chrome)\/\d+/.exec(agent)?.[0].replace('/', ' ') ?? 'unknown browser';
}

/** The whole self-check, asked for by the popup. */
export async function askDoctor(): Promise<Around> {
  return {
    version: browser.runtime.getManifest().version,
    browser: browserName(navigator.userAgent),
    page: await askFront(),
  };
}
