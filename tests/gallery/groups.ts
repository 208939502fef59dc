import type { Group } from './group.ts';
import { COMPOSER } from './groups/composer.tsx';
import { FOUND } from './groups/findings.tsx';
import { REVIEW } from './groups/review.tsx';
import { UI } from './groups/ui.tsx';

/** By the folder of `components/` that the components are in. */
export const GROUPS: Readonly<Record<string, Group>> = {
  ui: UI,
  findings: FOUND,
  composer: COMPOSER,
  review: REVIEW,
};
