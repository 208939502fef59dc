import type { Mount } from './stand.ts';

export const mount: Mount = (holder) => {
  const root = document.createElement('textarea');
  root.rows = 6;
  holder.append(root);
  return {
    root,
    text: () => root.value,
    set(text) {
      root.value = text;
    },
    pause() {},
  };
};
