import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ENDPOINTS } from '../utils/page-world/endpoints.ts';
import { guardRequests } from '../utils/page-world/guard.ts';

/**
 * The second line, for the page's own world. The manifest names where it runs (wxt.config.ts): a definition here would
 * bring every platform's adapter into the page.
 */
export default defineUnlistedScript(() => guardRequests(window, ENDPOINTS));
