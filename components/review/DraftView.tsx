import { useSignal } from '@preact/signals';
import type { RequestVersion } from '../../utils/api/entities.ts';
import type { Media } from '../../utils/draft/draft.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { MarkedText, numberFindings } from '../findings/MarkedText.tsx';
import { useReviewTexts } from './texts.ts';

/** A version as its author wrote it, with what was found in it. */
export function DraftView({ version }: { readonly version: RequestVersion }) {
  const t = useReviewTexts();
  const current = useSignal<number | null>(null);
  const { draft } = version;
  const numbered = numberFindings(version.findings);
  return (
    <>
      <div class="draft">
        {draft.parts.map((part, index) => (
          // Parts have no name of their own; their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div class="draft-part" key={index}>
            {draft.parts.length === 1 ? null : (
              <p class="part-title">{t('part', { number: index + 1, count: draft.parts.length })}</p>
            )}
            {part.text === '' ? (
              <p class="muted">{t('noText')}</p>
            ) : (
              <MarkedText
                text={part.text}
                findings={numbered.filter(({ finding }) => finding.part === index)}
                current={current.value}
                onOpen={(number) => {
                  current.value = current.value === number ? null : number;
                }}
              />
            )}
            <MediaList media={part.media} />
          </div>
        ))}
      </div>
      {numbered.length === 0 ? (
        <p class="muted">{t('noFindings')}</p>
      ) : (
        <section aria-label={t('findings', { count: numbered.length })}>
          <h3 class="section-title">{t('findings', { count: numbered.length })}</h3>
          <FindingList
            findings={numbered}
            current={current.value}
            onOpen={(number) => {
              current.value = number;
            }}
          />
        </section>
      )}
    </>
  );
}

const MEDIA_KEY = {
  image: 'mediaImage',
  video: 'mediaVideo',
  gif: 'mediaGif',
  other: 'mediaOther',
} as const;

function MediaList({ media }: { readonly media: readonly Media[] }) {
  const t = useReviewTexts();
  if (media.length === 0) return null;
  return (
    <ul class="media">
      {media.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: media have no name of their own; their place is what they are
        <li key={index}>
          <strong>{t(MEDIA_KEY[one.kind])}</strong>{' '}
          {one.alt === null || one.alt.trim() === '' ? (
            <span class="muted">{t('mediaNoAlt')}</span>
          ) : (
            <span dir="auto">{one.alt}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
