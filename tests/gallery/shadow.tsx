import type { ComponentChild } from 'preact';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Shows what lives in a page of others as it lives there: in a shadow root with its own styles. */
export function Shadow({ css, children }: { readonly css: string; readonly children: ComponentChild }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    render(<div class="layer">{children}</div>, root);
  }, [css, children]);
  return <div ref={host} />;
}
