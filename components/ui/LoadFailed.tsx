import { Button } from './Button.tsx';
import { Status } from './Status.tsx';
import { problemText, useCommonTexts } from './texts.ts';

/** Something could not be fetched: what, why, and the way to try again. */
export function LoadFailed({
  title,
  problem,
  onAgain,
}: {
  readonly title: string;
  readonly problem: { readonly code: string; readonly detail: string };
  readonly onAgain: () => void;
}) {
  const common = useCommonTexts();
  return (
    <Status
      tone="warn"
      title={title}
      actions={
        <Button size="s" onPress={onAgain}>
          {common('tryAgain')}
        </Button>
      }
    >
      <p>{problemText(common, problem)}</p>
    </Status>
  );
}
