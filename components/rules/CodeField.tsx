import { useEffect, useRef } from 'preact/hooks';
import { countLines, offsetOf, type Place } from './place.ts';

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
  readonly onInput: (value: string) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = countLines(value);

  useEffect(() => {
    const area = field.current;
    if (area === null || target === null) return;
    const at = offsetOf(area.value, target);
    area.focus();
    area.setSelectionRange(at, at);
    const height = Number.parseFloat(getComputedStyle(area).lineHeight);
    area.scrollTop = Math.max(0, (target.line - 3) * height);
  }, [target]);

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
        ref={field}
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
        rows={22}
        onInput={(event) => onInput(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current !== null)
            gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
            return;
          const area = event.currentTarget;
          const start = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
          const indent = /^[ ]*(?:- )?/.exec(area.value.slice(start, area.selectionStart))?.[0] ?? '';
          if (indent === '') return;
          event.preventDefault();
          // The only way that keeps the browser's own undo.
          document.execCommand('insertText', false, `\n${' '.repeat(indent.length)}`);
        }}
      />
    </div>
  );
}
