import type { ComponentChildren } from 'preact';
import { Icon } from '../composer/Icon.tsx';

export type StatusTone = 'note' | 'clear' | 'warn' | 'block' | 'wait';

/** A message about the state of things: what happened, what it means, and what can be done, in its place on the page. */
export function Status({
  tone,
  title,
  actions,
  children,
}: {
  readonly tone: StatusTone;
  readonly title: string;
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`status ${tone}`}>
      <Icon tone={tone} />
      <div class="status-body">
        <p class="status-title">{title}</p>
        {children}
        {actions === undefined ? null : <div class="actions">{actions}</div>}
      </div>
    </div>
  );
}

/** What a screen reader is told when something happens without the focus moving there. */
export function Announcer({ said }: { readonly said: string }) {
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}

/** A place where there is nothing, and why that is fine or what to do about it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Loading({ label }: { readonly label: string }) {
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {label}
    </p>
  );
}
