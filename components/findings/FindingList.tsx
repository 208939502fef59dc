import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Finding } from '../../utils/lint/finding.ts';
import { Glyph } from '../ui/Glyph.tsx';
import { SeverityBadge } from '../ui/SeverityBadge.tsx';
import { SourceLink } from '../ui/SourceLink.tsx';
import { useCommonTexts } from '../ui/texts.ts';
import type { Numbered } from './MarkedText.tsx';

/** All findings of a draft: the message at once; why, source and what would mend it when opened. */
export function FindingList({
  findings,
  current,
  onOpen,
  mends,
}: {
  readonly findings: readonly Numbered[];
  readonly current: number | null;
  /** Null closes. */
  readonly onOpen: (number: number | null) => void;
  /** What mends a finding, where the text can be changed here; left out, it is only told. */
  readonly mends?: ((finding: Finding) => ComponentChildren) | undefined;
}) {
  return (
    <ol class="finding-list">
      {findings.map((numbered) => (
        <Item
          key={numbered.number}
          numbered={numbered}
          isOpen={numbered.number === current}
          mends={mends}
          onToggle={(open) => onOpen(open ? numbered.number : null)}
        />
      ))}
    </ol>
  );
}

function Item({
  numbered: { finding, number },
  isOpen,
  mends,
  onToggle,
}: {
  readonly numbered: Numbered;
  readonly isOpen: boolean;
  readonly mends: ((finding: Finding) => ComponentChildren) | undefined;
  readonly onToggle: (open: boolean) => void;
}) {
  const t = useCommonTexts();
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const { why, suggestions } = finding;
  return (
    <li ref={ref} class={`finding ${finding.severity}${isOpen ? ' open' : ''}`}>
      <button type="button" class="finding-head" aria-expanded={isOpen} onClick={() => onToggle(!isOpen)}>
        <span class="finding-number" aria-hidden="true">
          {number}
        </span>
        <span class="finding-what">
          <SeverityBadge severity={finding.severity} plain />
          <span class="finding-message" lang={finding.locale} dir="auto">
            {finding.message}
          </span>
        </span>
        <span class="chevron" aria-hidden="true">
          <Glyph name="back" />
        </span>
      </button>
      {isOpen ? (
        <div class="finding-more" lang={finding.locale}>
          {why === null ? null : (
            <p dir="auto">
              {why.text}{' '}
              <span lang={t.locale}>
                <SourceLink source={why.source} section={why.section} checked={why.checked} />
              </span>
            </p>
          )}
          {mends?.(finding)}
          {mends || suggestions.length === 0 ? null : (
            <p lang={t.locale}>
              {t('suggestions')}{' '}
              {suggestions.map((suggestion, i) => (
                <span key={`${suggestion.start} ${suggestion.text}`}>
                  {i === 0 ? null : ', '}
                  {suggestion.text === '' ? (
                    t('suggestRemove')
                  ) : (
                    <q lang={finding.locale}>{suggestion.text}</q>
                  )}
                </span>
              ))}
            </p>
          )}
          <p class="muted" lang={t.locale}>
            {t('ruleName')} <code>{`${finding.pack}/${finding.rule}`}</code>
          </p>
        </div>
      ) : null}
    </li>
  );
}
