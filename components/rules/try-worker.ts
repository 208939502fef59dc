/** Runs in a worker that TryMany starts for one trial: the page draws and hears while thousands of posts are checked. */
import { serveTrial, type TryJob } from './try-service.ts';

// Only the page that made the worker can speak to it, with what the same build has typed: nothing to be checked again.
addEventListener('message', ({ data }: MessageEvent<TryJob>) => {
  serveTrial(
    data,
    () => performance.now(),
    (answer) => postMessage(answer),
  );
});
