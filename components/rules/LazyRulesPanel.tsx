import { useSignal } from '@preact/signals';
import { type ComponentProps, type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from '../ui/Status.tsx';
import { useCommonTexts } from '../ui/texts.ts';

type Panel = ComponentType<ComponentProps<typeof import('./RulesPanel.tsx').RulesPanel>>;

/** The rules console, fetched when it is first shown: with it come YAML, the rule language and the importers. */
export function LazyRulesPanel(props: ComponentProps<Panel>) {
  const t = useCommonTexts();
  const panel = useSignal<{ readonly view: Panel } | null>(null);
  useEffect(() => {
    void import('./RulesPanel.tsx').then(({ RulesPanel }) => {
      panel.value = { view: RulesPanel };
    });
  }, [panel]);
  return panel.value === null ? <Loading label={t('loading')} /> : h(panel.value.view, props);
}
