import { useSignal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';
import type { LocalConnection, LocalStore } from '../../utils/sync/live.ts';
import { Loading } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';

interface PanelProps {
  readonly local: LocalStore;
  readonly connection: LocalConnection;
}
type View = ComponentType<PanelProps>;

const PANELS: Readonly<Record<'policy' | 'insight', () => Promise<View>>> = {
  policy: async () => (await import('../policy/PolicyPanel.tsx')).PolicyPanel,
  insight: async () => (await import('../insight/InsightPanel.tsx')).InsightPanel,
};

/** A section that is fetched when it is first shown. */
export function LazyPanel({ name, ...props }: PanelProps & { readonly name: keyof typeof PANELS }) {
  const common = useCommonTexts();
  const panel = useSignal<{ readonly view: View } | null>(null);
  useEffect(() => {
    void PANELS[name]().then((view) => {
      panel.value = { view };
    });
  }, [panel, name]);
  return panel.value === null ? <Loading label={common('loading')} /> : h(panel.value.view, props);
}
