import { render } from 'preact';
import type { OverlayActions, OverlayModel } from '../../utils/overlay/model.ts';
import { Card } from './Card.tsx';
import { Panel } from './Panel.tsx';
import { Pill } from './Pill.tsx';

function Overlay({ model, actions }: { readonly model: OverlayModel; readonly actions: OverlayActions }) {
  return (
    <>
      {model.pills.map((pill) => (
        <Pill key={pill.id} pill={pill} actions={actions} />
      ))}
      {model.panel === null ? null : (
        <Panel key={`panel ${model.panel.id}`} panel={model.panel} actions={actions} />
      )}
      {model.card === null ? null : <Card key="card" card={model.card} actions={actions} />}
      <p class="said" role="status" aria-live="polite">
        {model.said}
      </p>
    </>
  );
}

/** Shows the model in `container`; call it again with the next one. */
export function showOverlay(container: HTMLElement, model: OverlayModel, actions: OverlayActions): void {
  render(<Overlay model={model} actions={actions} />, container);
}
