import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { sayMastodon } from '../utils/platforms/switched-on.ts';

/** Runs before the composer's script on an instance of Mastodon that its user has switched on. */
export default defineUnlistedScript(sayMastodon);
