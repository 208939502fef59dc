import type { Group } from './group.ts';
import { ASKS } from './groups/asks.tsx';
import { COMPOSER } from './groups/composer.tsx';
import { FOUND } from './groups/findings.tsx';
import { NOTICES } from './groups/notices.tsx';
import { PRACTICE } from './groups/practice.tsx';
import { REVIEW } from './groups/review.tsx';
import { SITE } from './groups/site.tsx';
import { UI } from './groups/ui.tsx';
import { WELCOME } from './groups/welcome.tsx';

/** By the folder of `components/` that the components are in. */
export const GROUPS: Readonly<Record<string, Group>> = {
  ui: UI,
  findings: FOUND,
  composer: COMPOSER,
  review: REVIEW,
  site: SITE,
  notices: NOTICES,
  practice: PRACTICE,
  welcome: WELCOME,
  asks: ASKS,
};
