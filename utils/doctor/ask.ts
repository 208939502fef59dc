/** The question of the popup to the script in a tab, and its answer. */
import { browser } from 'wxt/browser';
import { answerPages, askTab } from '../tools/ask.ts';
import type { Around, PageReport } from './report.ts';

const QUESTION = 'doctor/ask';

const isQuestion = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === QUESTION;

export function answerDoctor(examine: () => PageReport): void {
  answerPages((message) => (isQuestion(message) ? Promise.resolve(examine()) : null));
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
    page: await askTab<PageReport>({ type: QUESTION }),
  };
}
