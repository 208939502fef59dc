/** The sites of this browser, for the pages that show them. */
import { browser } from 'wxt/browser';
import { switchedOnSites, switchOff, switchOn } from '../../utils/sync/sites.ts';
import { organisation } from '../team/organisation.ts';
import { createSites, type Sites } from './sites.ts';

export function browserSites(): Sites {
  const { permissions } = browser;
  return createSites(
    {
      switchedOn: switchedOnSites,
      isAllowed: (origins) => permissions.contains({ origins }),
      allow: (origins) => permissions.request({ origins }),
      switchOn,
      switchOff,
      follow(call) {
        const stop = organisation.start();
        permissions.onAdded.addListener(call);
        permissions.onRemoved.addListener(call);
        return () => {
          stop();
          permissions.onAdded.removeListener(call);
          permissions.onRemoved.removeListener(call);
        };
      },
    },
    organisation.managed,
  );
}
