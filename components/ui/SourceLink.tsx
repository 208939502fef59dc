import { Glyph } from './Glyph.tsx';
import { useCommonTexts } from './texts.ts';

/** Where a rule comes from. Rules are data from the team: only https becomes a link, any other scheme stays text. */
export function SourceLink({
  source,
  section,
  checked,
}: {
  readonly source: string | null;
  readonly section: string | null;
  readonly checked: string | null;
}) {
  const t = useCommonTexts();
  const name = section ?? t('source');
  const date = checked === null ? null : <span class="muted"> {t('sourceChecked', { date: checked })}</span>;
  if (source === null || !URL.canParse(source) || new URL(source).protocol !== 'https:') {
    return section === null ? null : (
      <span>
        {name}
        {date}
      </span>
    );
  }
  return (
    <span>
      <a
        class="link"
        href={source}
        target="_blank"
        rel="noreferrer noopener external"
        title={new URL(source).host}
      >
        {name} <Glyph name="external" />
        <span class="visually-hidden">{t('opensInTab')}</span>
      </a>
      {date}
    </span>
  );
}
