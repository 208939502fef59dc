/** Questions of the extension's own pages to the tools in a tab, and their answers. */
import { browser } from 'wxt/browser';
import { isOwnPage, type Sender } from '../messaging/sender.ts';
import { putTools } from './put.ts';

interface Question {
  readonly type: string;
}

/**
 * Asks the top frame of a tab: platforms have their composers there.
 * @param wanted another tab than the one in front
 * @returns null where no script of ours answers
 */
export async function askTab<Answer>(question: Question, wanted?: number): Promise<Answer | null> {
  const tab = wanted ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (tab === undefined) return null;
  await putTools(tab);
  try {
    const answer: Answer | undefined = await browser.tabs.sendMessage(tab, question, { frameId: 0 });
    return answer ?? null;
  } catch {
    return null; // nobody is there
  }
}

/**
 * Answers the extension's own pages, and nobody in a tab.
 * @param answer null for a question of another sort
 */
export function answerPages<Answer>(answer: (question: unknown) => Promise<Answer> | null): void {
  const self = { id: browser.runtime.id, base: browser.runtime.getURL('/') };
  browser.runtime.onMessage.addListener(
    (question: unknown, sender: Sender, respond: (answer: Answer) => void): true | undefined => {
      const found = isOwnPage(sender, self) ? answer(question) : null;
      if (found === null) return undefined;
      void found.then(respond);
      // Keeps the channel open until `respond`.
      return true;
    },
  );
}
