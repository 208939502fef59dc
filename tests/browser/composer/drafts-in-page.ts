/** What the adapter of a page reads from its composers: runs in the page itself and answers with plain data. */

import { readDraft } from '../../../utils/platforms/read-draft.ts';
import { adapterFor } from '../../../utils/platforms/registry.ts';
import { switchedOn } from '../../../utils/platforms/switched-on.ts';

export function readComposers() {
  const adapter = adapterFor(location) ?? switchedOn();
  return adapter.findComposers(document).map((composer) => ({
    ...readDraft(adapter, composer).draft,
    audience: adapter.audience(composer),
    publish: composer.publishControls.map((control) => control.id || (control.textContent ?? '').trim()),
    pill: adapter.pillAnchor(composer)?.id ?? null,
  }));
}

Object.assign(window, { readComposers });
