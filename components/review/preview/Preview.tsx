import type { RequestVersion } from '../../../utils/api/entities.ts';
import type { Media, Part } from '../../../utils/draft/draft.ts';
import { foldOf } from '../../../utils/draft/length/folds.ts';
import { MarkedText, type Numbered } from '../../findings/MarkedText.tsx';
import { platformName, useCommonTexts } from '../../ui/texts.ts';
import { useReviewTexts } from '../texts.ts';
import { foldAt, linkHost, shapeOf } from './shapes.ts';

/** A version in the shape of its platform, with what was found marked in it. */
export function Preview({
  version,
  author,
  findings,
  current,
  onOpen,
}: {
  readonly version: RequestVersion;
  readonly author: string;
  readonly findings: readonly Numbered[];
  /** Number of the finding that is open, or null. */
  readonly current: number | null;
  readonly onOpen: (number: number) => void;
}) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const { draft, thumbnails = [] } = version;
  const shape = shapeOf(draft.platform);
  const who = draft.account ?? author;
  const fold = foldOf(draft.platform);
  return (
    <section
      class={`preview as-${shape.family}${shape.isThread ? ' thread' : ''}`}
      data-platform={draft.platform}
      aria-label={t('previewLabel', { platform: platformName(common, draft.platform) })}
    >
      {draft.parts.map((part, index) => {
        const isTitle = shape.family === 'titled' && draft.parts.length > 1 && index === 0;
        const text = (
          <PartText
            text={part.text}
            fold={index === 0 ? fold : undefined}
            findings={findings.filter(({ finding }) => finding.part === index)}
            current={current}
            onOpen={onOpen}
          />
        );
        const media = <MediaBoxes media={part.media} thumbnails={thumbnails} />;
        return (
          // Parts have no name of their own; their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div class={`preview-part${isTitle ? ' title' : ''}`} key={index}>
            {index === 0 || shape.isThread ? (
              <p class="preview-who">
                <span class={`preview-avatar ${shape.avatar}`} aria-hidden="true">
                  {[...who.replace(/^@/, '')][0]?.toUpperCase()}
                </span>
                <strong dir="auto">{who}</strong>
                {draft.parts.length > 1 && shape.isThread ? (
                  <span class="muted">{t('part', { number: index + 1, count: draft.parts.length })}</span>
                ) : null}
              </p>
            ) : null}
            {shape.family === 'media' ? media : null}
            {text}
            {shape.family === 'media' ? null : media}
            <LinkCard part={part} />
          </div>
        );
      })}
    </section>
  );
}

function PartText({
  text,
  fold,
  findings,
  current,
  onOpen,
}: {
  readonly text: string;
  readonly fold: number | undefined;
  readonly findings: readonly Numbered[];
  readonly current: number | null;
  readonly onOpen: (number: number) => void;
}) {
  const t = useReviewTexts();
  if (text === '') return <p class="muted">{t('noText')}</p>;
  const cut = foldAt(text, fold);
  if (cut === null) return <MarkedText text={text} findings={findings} current={current} onOpen={onOpen} />;
  const rest = findings
    .filter(({ finding }) => finding.end > cut)
    .map(({ finding, number }) => ({
      number,
      finding: { ...finding, start: Math.max(0, finding.start - cut), end: finding.end - cut },
    }));
  return (
    <>
      <MarkedText
        text={text.slice(0, cut)}
        findings={findings.filter(({ finding }) => finding.start < cut)}
        current={current}
        onOpen={onOpen}
      />
      <p class="preview-fold">{t('previewFold')}</p>
      <MarkedText text={text.slice(cut)} findings={rest} current={current} onOpen={onOpen} />
    </>
  );
}

const MEDIA_KEY = {
  image: 'mediaImage',
  video: 'mediaVideo',
  gif: 'mediaGif',
  other: 'mediaOther',
} as const;

function MediaBoxes({
  media,
  thumbnails,
}: {
  readonly media: readonly Media[];
  readonly thumbnails: NonNullable<RequestVersion['thumbnails']>;
}) {
  const t = useReviewTexts();
  if (media.length === 0) return null;
  return (
    <ul class="media">
      {media.map(({ kind, alt, digest }, index) => {
        const picture = thumbnails.find((one) => one.digest === digest)?.image;
        const says = alt === null || alt.trim() === '' ? null : alt;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: media have no name of their own; their place is what they are
          <li key={index}>
            {picture === undefined ? (
              <span class="media-none" aria-hidden="true" />
            ) : (
              // Its description stands beside it, in words.
              <img class="media-picture" src={picture} alt="" width="72" height="72" />
            )}
            <span>
              <strong>{t(MEDIA_KEY[kind])}</strong>{' '}
              {says === null ? <span class="muted">{t('mediaNoAlt')}</span> : <span dir="auto">{says}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function LinkCard({ part }: { readonly part: Part }) {
  const t = useReviewTexts();
  const host = linkHost(part.text);
  // Platforms show a card only where nothing else is attached.
  if (host === null || part.media.length > 0) return null;
  return (
    <p class="preview-link">
      {t('previewLink')} <strong dir="ltr">{host}</strong>
    </p>
  );
}
