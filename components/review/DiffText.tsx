import { type Change, shortenSame } from './compare.ts';
import { useReviewTexts } from './texts.ts';

/** What was added and removed within a text, in words for a screen reader too; nothing where nothing changed. */
export function DiffText({ changes }: { readonly changes: readonly Change[] }) {
  const t = useReviewTexts();
  if (changes.every(({ kind }) => kind === 'same')) return null;
  return (
    <p class="draft-text diff" dir="auto">
      {shortenSame(changes).map((change, index) => {
        const key = `${index} ${change.kind}`;
        if (change.kind === 'same') return change.text;
        const Tag = change.kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={key}>
            <span class="visually-hidden">
              {change.kind === 'added' ? t('diffAdded') : t('diffRemoved')}{' '}
            </span>
            {change.text}
          </Tag>
        );
      })}
    </p>
  );
}
