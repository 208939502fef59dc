import { useRef } from 'preact/hooks';
import type { OverlayActions, PillModel } from '../../utils/overlay/model.ts';
import { useBeside } from './hooks.ts';
import { Icon } from './Icon.tsx';

/** How the post stands, beside the platform's own button but never in its way. Opens the panel. */
export function Pill({ pill, actions }: { readonly pill: PillModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  const { standing } = pill;
  const ref = useRef<HTMLButtonElement>(null);
  useBeside(ref, () => pill.anchor.getBoundingClientRect(), { align: 'end', gap: 6, hides: true });
  const status = texts(standing.status.key, standing.status.params);
  const findings = texts('pillFindings', { count: pill.findings });
  const saysCount = standing.status.params.count !== undefined || pill.findings === 0;
  return (
    <button
      type="button"
      ref={ref}
      class={`pill ${standing.tone}`}
      aria-haspopup="dialog"
      aria-expanded={pill.isOpen}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.isTrusted) actions.onPill(pill.id, event.detail === 0);
      }}
    >
      <Icon tone={standing.tone} />
      {/* Its name is what it shows, with what the eye need not be told around it (WCAG 2.5.3). */}
      <span class="said">Signoff: </span>
      <span>{status}</span>
      {saysCount ? null : <span class="count"> {findings}</span>}
      {standing.offline ? <span class="count"> {texts('pillOffline')}</span> : null}
      <span class="said">. {texts('pillDetails')}</span>
    </button>
  );
}
