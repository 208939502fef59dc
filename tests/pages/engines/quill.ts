import Quill from 'quill';
import { workInShadow } from '../linkedin/quill-in-shadow.ts';
import { mountQuill, type QuillClass } from './quill-bench.ts';
import type { Mount } from './stand.ts';

export const mount: Mount = (holder, tree) =>
  mountQuill(Quill as unknown as QuillClass, holder, (quill) => {
    if (tree instanceof ShadowRoot) workInShadow(quill as unknown as Quill, tree);
  });
