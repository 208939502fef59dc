import Quill from 'quill1';
import { mountQuill } from './quill-bench.ts';
import type { Mount } from './stand.ts';

/** Quill 1, as sites still have it. */
export const mount: Mount = (holder) => mountQuill(Quill, holder, () => undefined);
