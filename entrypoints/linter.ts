import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { offerLinter } from '../utils/gate/linter-loader.ts';
import { loadLinter } from '../utils/lint/linter.ts';

/** The lint engine, put into a frame by the background when a composer is there: other pages do not pay for it. */
export default defineUnlistedScript(() => offerLinter(loadLinter));
