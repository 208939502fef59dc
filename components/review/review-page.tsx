import { browser } from 'wxt/browser';
import { openLocal } from '../../utils/sync/live.ts';
import { createDesk } from './desk.ts';
import { ReviewScreen } from './ReviewScreen.tsx';
import { createUnsentReasons } from './unsent-reasons.ts';

/**
 * The review screen over the browser's own copy, for each page that shows it.
 * @param onLeave after another page was opened: a popup closes itself
 * @param onSide null where the screen cannot be put beside the page, or is there
 */
export function reviewPage({
  onLeave,
  onSide,
}: {
  readonly onLeave: () => void;
  readonly onSide: (() => void) | null;
}) {
  // A notice opens the screen at its request; `utils/notices/screen.ts` writes the address.
  const desk = createDesk(openLocal, createUnsentReasons(localStorage), Date.now, location.hash.slice(1));
  return (
    <ReviewScreen
      desk={desk}
      links={{
        onJoin: () => {
          void browser.tabs.create({ url: '/welcome.html' }).then(onLeave);
        },
        onOptions: () => {
          void browser.runtime.openOptionsPage().then(onLeave);
        },
        // Loaded when it is needed.
        onCompose: async (item) => (await import('./bring.ts')).bringToComposer(item),
        onSide,
      }}
    />
  );
}
