import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loading } from './Status.tsx';
import { useCommonTexts } from './texts.ts';

export type Lazy<Props> = ComponentType<Props> & {
  /** Fetches it before it is first shown. */
  readonly fetch: () => void;
};

/** A part of a page that is fetched when it is first shown, and then kept. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): Lazy<Props> {
  const loaded = signal<{ readonly View: ComponentType<Props> } | null>(null);
  let isAsked = false;
  const fetch = (): void => {
    if (isAsked) return;
    isAsked = true;
    void load().then((View) => {
      loaded.value = { View };
    });
  };
  function Part(props: Props) {
    const common = useCommonTexts();
    useEffect(fetch, []);
    const part = loaded.value;
    return part === null ? <Loading label={common('loading')} /> : <part.View {...props} />;
  }
  return Object.assign(Part, { fetch });
}
