/** The notices of this browser, for the page that sets them. */
import {
  askNoticePermission,
  noticePermission,
  onPermissions,
  returnNoticePermission,
} from '../../utils/notices/permission.ts';
import { createNotices, type Notices } from './notices.ts';

export function browserNotices(): Notices {
  return createNotices({
    // Loaded when it is needed: with it comes zod, and pages are to be painted at once.
    storage: () => import('../../utils/notices/storage.ts'),
    permission: noticePermission,
    ask: askNoticePermission,
    giveBack: returnNoticePermission,
    onPermissions,
  });
}
