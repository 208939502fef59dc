import type { ApprovalRequest, Comment } from '../../utils/api/entities.ts';
import { Button } from '../ui/Button.tsx';
import { Moment } from '../ui/Moment.tsx';
import { compareDrafts } from './compare.ts';
import { DiffText } from './DiffText.tsx';
import { wordsOf } from './remarks.ts';
import { useReviewTexts } from './texts.ts';

/** What was said of a request beside the decisions, with the words it is about, and suggested texts. */
export function Remarks({
  request,
  now,
  onTakeOver,
}: {
  readonly request: ApprovalRequest;
  readonly now: number;
  /** For its author, while a suggestion can be taken over. */
  readonly onTakeOver: ((comment: string) => void) | null;
}) {
  const t = useReviewTexts();
  const { comments = [] } = request;
  if (comments.length === 0) return null;
  const title = t('remarks', { count: comments.length });
  return (
    <section aria-label={title}>
      <h3 class="section-title">{title}</h3>
      <ol class="remarks">
        {comments.map((comment) => (
          <OneRemark key={comment.id} comment={comment} request={request} now={now} onTakeOver={onTakeOver} />
        ))}
      </ol>
    </section>
  );
}

function OneRemark({
  comment,
  request,
  now,
  onTakeOver,
}: {
  readonly comment: Comment;
  readonly request: ApprovalRequest;
  readonly now: number;
  readonly onTakeOver: ((comment: string) => void) | null;
}) {
  const t = useReviewTexts();
  const { suggestion } = comment;
  const about = wordsOf(comment, request.versions);
  const version = request.versions.find(({ number }) => number === comment.version);
  const isNewest = request.versions.at(-1)?.number === comment.version;
  return (
    <li class="remark">
      <p>
        <strong>{comment.member.name}</strong>{' '}
        <span class="muted">
          <Moment at={comment.at} now={now} />
          {isNewest ? null : ` · ${t('version', { number: comment.version })}`}
        </span>{' '}
        {comment.audience === 'reviewers' ? <span class="tag">{t('remarkReviewers')}</span> : null}
      </p>
      {about === null ? null : (
        <blockquote class="remark-words" dir="auto">
          {about}
        </blockquote>
      )}
      {comment.text === '' ? null : (
        <p class="note-text" dir="auto">
          {comment.text}
        </p>
      )}
      {suggestion === null || version === undefined ? null : (
        <div class="suggestion">
          <p class="part-title">{t('suggestionTitle')}</p>
          {compareDrafts(version.draft, suggestion).parts.map(({ part, changes }) => (
            <DiffText key={part} changes={changes} />
          ))}
          {onTakeOver !== null && isNewest ? (
            <Button kind="main" size="s" onPress={() => onTakeOver(comment.id)}>
              {t('takeOver')}
            </Button>
          ) : null}
        </div>
      )}
    </li>
  );
}
