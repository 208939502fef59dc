import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Announcer } from '../ui/Status.tsx';
import type { Completions } from './completion.ts';
import { countLines, offsetOf, type Place } from './place.ts';
import { useRulesTexts } from './texts.ts';

interface Offered {
  readonly completions: Completions;
  readonly at: number;
  /** Line and column of what is typed of it, from 0. */
  readonly line: number;
  readonly column: number;
  readonly scrollTop: number;
}

/**
 * Plain text with line numbers. A textarea, so that undo, selection, spelling and screen readers are the browser's own;
 * Enter keeps the line's indentation, Tab leaves the field as everywhere.
 */
export function CodeField({
  id,
  label,
  describedBy,
  value,
  readOnly = false,
  marked,
  target,
  complete,
  onInput,
}: {
  readonly id: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly value: string;
  readonly readOnly?: boolean;
  /** Lines (from 1) with a mistake. */
  readonly marked: ReadonlySet<number>;
  /** Where the caret is wanted; a new object moves it again. */
  readonly target: Place | null;
  /** What may stand at an offset; asked for while typing and by Ctrl+Space. */
  readonly complete: (text: string, offset: number) => Completions | null;
  readonly onInput: (value: string) => void;
}) {
  const t = useRulesTexts();
  const offered = useSignal<Offered | null>(null);
  const listId = `${id}-completions`;

  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = countLines(value);

  useEffect(() => {
    const text = area.current;
    if (text === null || target === null) return;
    const at = offsetOf(text.value, target);
    text.focus();
    text.setSelectionRange(at, at);
    const height = Number.parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, (target.line - 3) * height);
  }, [target]);

  const items = offered.value?.completions.items ?? [];
  const close = (): void => {
    offered.value = null;
  };
  /** @param isAsked also where nothing is typed yet */
  function offer(area: HTMLTextAreaElement, isAsked: boolean): void {
    const caret = area.selectionStart;
    const completions = readOnly || area.selectionEnd !== caret ? null : complete(area.value, caret);
    if (completions === null || (!isAsked && completions.from === caret)) {
      close();
      return;
    }
    const before = area.value.slice(0, completions.from);
    offered.value = {
      completions,
      at: 0,
      line: countLines(before) - 1,
      column: before.length - (before.lastIndexOf('\n') + 1),
      scrollTop: area.scrollTop,
    };
  }
  function take(area: HTMLTextAreaElement, at: number): void {
    const state = offered.value;
    const item = state?.completions.items[at];
    if (state == null || item === undefined) return;
    area.focus();
    area.setSelectionRange(state.completions.from, area.selectionStart);
    close();
    // The only way that keeps the browser's own undo.
    document.execCommand('insertText', false, item.insert);
  }

  return (
    <div class="code-field">
      <div class="code-gutter" aria-hidden="true">
        <div class="code-numbers" ref={gutter}>
          {Array.from({ length: lines }, (_, i) => i + 1).join('\n')}
          {[...marked].map((line) => (
            <span key={line} class="code-mark" style={{ '--line-index': line - 1 }}>
              {line}
            </span>
          ))}
        </div>
      </div>
      <textarea
        id={id}
        ref={area}
        class="code-text"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={marked.size > 0 ? 'true' : undefined}
        wrap="off"
        spellcheck={false}
        autocapitalize="none"
        autocomplete="off"
        readOnly={readOnly}
        value={value}
        rows={Math.min(Math.max(lines + 2, 10), 22)}
        aria-autocomplete="list"
        aria-controls={items.length > 0 ? listId : undefined}
        aria-activedescendant={items.length > 0 ? `${listId}-${offered.value?.at ?? 0}` : undefined}
        onInput={(event) => {
          onInput(event.currentTarget.value);
          offer(event.currentTarget, false);
        }}
        onBlur={close}
        onClick={close}
        onScroll={(event) => {
          close();
          if (gutter.current !== null)
            gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
        }}
        onKeyDown={(event) => {
          const state = offered.value;
          if (event.key === ' ' && event.ctrlKey) {
            event.preventDefault();
            offer(event.currentTarget, true);
            return;
          }
          if (state !== null && !event.isComposing) {
            const count = state.completions.items.length;
            if (event.key === 'Escape') {
              event.preventDefault();
              close();
              return;
            }
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              offered.value = {
                ...state,
                at: (state.at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count,
              };
              return;
            }
            if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
              event.preventDefault();
              take(event.currentTarget, state.at);
              return;
            }
            if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') close();
          }
          if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
            return;
          const text = event.currentTarget;
          const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1;
          const indent = /^[ ]*(?:- )?/.exec(text.value.slice(start, text.selectionStart))?.[0] ?? '';
          if (indent === '') return;
          event.preventDefault();
          // The only way that keeps the browser's own undo.
          document.execCommand('insertText', false, `\n${' '.repeat(indent.length)}`);
        }}
      />
      {offered.value === null ? null : (
        <Offers
          id={listId}
          offered={offered.value}
          onTake={(at) => {
            if (area.current !== null) take(area.current, at);
          }}
        />
      )}
      <Announcer said={items.length === 0 ? '' : t('completionCount', { count: items.length })} />
    </div>
  );
}

function Offers({
  id,
  offered: { completions, at, line, column, scrollTop },
  onTake,
}: {
  readonly id: string;
  readonly offered: Offered;
  readonly onTake: (at: number) => void;
}) {
  const t = useRulesTexts();
  const chosen = completions.items[at];
  return (
    <div
      class="completions"
      style={{ '--line-index': line + 1, '--column-index': column, '--scroll-top': `${scrollTop}px` }}
    >
      <div id={id} class="completion-list" role="listbox" aria-label={t('completions')}>
        {completions.items.map(({ label }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text
          <div
            key={label}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            ref={(node) => {
              if (i === at) node?.scrollIntoView?.({ block: 'nearest' });
            }}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(i)}
          >
            {label}
          </div>
        ))}
      </div>
      {chosen === undefined || chosen.about === '' ? null : (
        <p class="completion-about" lang="en">
          {chosen.about}
        </p>
      )}
    </div>
  );
}
