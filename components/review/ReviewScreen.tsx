import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { Glyph, Mark } from '../ui/Glyph.tsx';
import { lazy } from '../ui/lazy.tsx';
import { Announcer, Empty, Loading, Status } from '../ui/Status.tsx';
import { problemText, useCommonTexts } from '../ui/texts.ts';
import type { Brought } from './AuthorBar.tsx';
import { isReason, type ReviewDesk, type Told } from './desk.ts';
import { formsFor } from './forms.ts';
import { HelpSheet } from './HelpSheet.tsx';
import { actionOf, isTyping, type KeyAction } from './keys.ts';
import { OutcomeBar, useOutcomeSaid } from './OutcomeBar.tsx';
import { QueueList } from './QueueList.tsx';
import type { QueueItem } from './queue.ts';
import { standingOf } from './standing.ts';
import { Troubles } from './Troubles.tsx';
import { type MessageKey, useReviewTexts } from './texts.ts';

/** The queue is painted first; this is there before anyone can open a request. */
const RequestView = lazy(async () => (await import('./RequestView.tsx')).RequestView);

export interface ReviewLinks {
  readonly onJoin: () => void;
  readonly onOptions: () => void;
  /** Brings an approved text to where it is to go out. */
  readonly onCompose: (item: QueueItem) => Promise<Brought>;
  /** Opens the same screen beside the page; null where it is there already, or cannot be. */
  readonly onSide: (() => void) | null;
}

/** The reviewer's screen: queue, request, decision. For the popup and the side panel. */
export function ReviewScreen({ desk, links }: { readonly desk: ReviewDesk; readonly links: ReviewLinks }) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const help = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => desk.start(), [desk]);
  useEffect(RequestView.fetch, []);
  useKeys(desk, help, root);

  const stage = desk.stage.value;
  const isOffline = stage.kind === 'ready' && stage.connection.state === 'offline';
  const outcome = useOutcomeSaid(desk, isOffline);
  const told = desk.told.value;
  const said = told === null ? outcome : t(TOLD_KEY[told]);
  const item = desk.item.value;
  const waiting = desk.queue.value.mine.length;
  const heading = useRef<HTMLHeadingElement>(null);
  const isReading = item !== null;
  const wasReading = useRef(false);
  useEffect(() => {
    // The last request was decided, and the focus is gone with it; who went back has the request's row.
    if (wasReading.current && !isReading && document.activeElement === document.body)
      heading.current?.focus();
    wasReading.current = isReading;
  }, [isReading]);
  return (
    <div class={`review-screen${item === null ? '' : ' has-request'}`} ref={root}>
      <header class="top-bar">
        {item === null ? (
          <Mark />
        ) : (
          <span class="back">
            <Button kind="quiet" size="s" label={t('backToQueue')} onPress={() => goBack(desk, root.current)}>
              <Glyph name="back" />
            </Button>
          </span>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {stage.kind === 'ready' ? stage.connection.team.name : 'Signoff'}
          {stage.kind === 'ready' ? (
            <span class="top-count">{t('waitingForYou', { count: waiting })}</span>
          ) : null}
        </h1>
        {isOffline ? <span class="tag alert">{t('tagOffline')}</span> : null}
        <Button
          kind="quiet"
          size="s"
          label={t('keysTitle')}
          onPress={() => {
            help.value = true;
          }}
        >
          <Glyph name="help" />
        </Button>
        {links.onSide === null ? null : (
          <Button kind="quiet" size="s" label={t('openSide')} onPress={links.onSide}>
            <Glyph name="side" />
          </Button>
        )}
        <Button kind="quiet" size="s" label={t('openOptions')} onPress={links.onOptions}>
          <Glyph name="settings" />
        </Button>
      </header>
      {stage.kind === 'loading' ? <Loading label={common('loading')} /> : null}
      {stage.kind === 'unjoined' ? (
        <main>
          <Empty title={t('unjoinedTitle')}>
            <p>{t('unjoinedText')}</p>
            <Button kind="main" onPress={links.onJoin}>
              {t('unjoinedJoin')}
            </Button>
          </Empty>
        </main>
      ) : null}
      {stage.kind === 'failed' ? (
        <main class="padded">
          <Status tone="block" title={t('failedTitle')}>
            <p>{problemText(common, stage.problem)}</p>
          </Status>
        </main>
      ) : null}
      {stage.kind === 'ready' ? (
        <main class="review-main">
          <Troubles desk={desk} connection={stage.connection} onJoin={links.onJoin} />
          <OutcomeBar desk={desk} isOffline={isOffline} />
          {told === null ? null : (
            <div class="outcome clear">
              <Icon tone="clear" />
              <p class="outcome-text">{t(TOLD_KEY[told])}</p>
            </div>
          )}
          <div class="panes">
            <div class="pane-queue">
              <QueueList desk={desk} />
            </div>
            {item === null ? (
              <div class="pane-none">
                <Empty title={t('pickOne')} />
              </div>
            ) : (
              <div class="pane-request">
                <RequestView
                  desk={desk}
                  item={item}
                  member={stage.connection.member}
                  onCompose={links.onCompose}
                />
              </div>
            )}
          </div>
        </main>
      ) : null}
      {help.value ? (
        <HelpSheet
          onClose={() => {
            help.value = false;
          }}
        />
      ) : null}
      <Announcer said={said} />
    </div>
  );
}

const TOLD_KEY = {
  remarked: 'toldRemarked',
  delegated: 'toldDelegated',
  ended: 'toldEnded',
  overridden: 'toldOverridden',
  'taken-over': 'toldTakenOver',
  'taken-back': 'toldTakenBack',
} as const satisfies Record<Told, MessageKey>;

/** Closes the request and gives the focus to its row. */
function goBack(desk: ReviewDesk, root: HTMLElement | null): void {
  const id = desk.opened.peek()?.id;
  desk.close();
  if (id !== undefined) focusRow(root, id);
}

function focusRow(root: HTMLElement | null, id: string): void {
  // The row is hidden in a narrow window until the request is closed, and that is drawn first.
  requestAnimationFrame(() => {
    root?.querySelector<HTMLElement>(`[data-request="${CSS.escape(id)}"]`)?.focus();
  });
}

function useKeys(desk: ReviewDesk, help: Signal<boolean>, root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.isTrusted || event.defaultPrevented || help.peek()) return;
      const { target } = event;
      const action = actionOf(event, {
        typing: isTyping(target),
        control:
          target instanceof HTMLElement && target.closest('a, button, [role="button"], summary') !== null,
        reading: desk.opened.peek() !== null,
      });
      if (action !== null && act(action, desk, root.current, help)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk, help, root]);
}

/** @returns true when the key was used */
function act(action: KeyAction, desk: ReviewDesk, root: HTMLElement | null, help: Signal<boolean>): boolean {
  const stage = desk.stage.peek();
  switch (action) {
    case 'help':
      help.value = true;
      return true;
    case 'back':
      if (desk.form.peek() !== null) {
        desk.form.value = null;
        root?.querySelector<HTMLElement>('#request-title')?.focus();
      } else if (desk.opened.peek() !== null) goBack(desk, root);
      // Otherwise Escape closes the popup, as the browser does.
      else return false;
      return true;
    case 'next':
    case 'previous': {
      const by = action === 'next' ? 1 : -1;
      if (desk.opened.peek() !== null) desk.step(by);
      else moveRow(root, by);
      return true;
    }
    case 'open':
      if (desk.opened.peek() !== null) return false;
      desk.step(1);
      return true;
    case 'undo':
      if (desk.delivery.peek()?.kind !== 'held') return false;
      void desk.undo();
      return true;
    default: {
      const item = desk.item.peek();
      if (stage.kind !== 'ready' || item === null || isReason(desk.form.peek())) return false;
      // Nothing is done about what is not drawn, or is not the version that was looked at.
      if (root?.querySelector('.request') == null || item.newest.number > (desk.opened.peek()?.seen ?? 0))
        return false;
      const { member } = stage.connection;
      const standing = standingOf(item.local, member, desk.now.peek());
      if (action === 'suggest' || action === 'remark') {
        if (!formsFor(item, member, standing).includes(action)) return false;
        desk.form.value = action;
        return true;
      }
      if (standing.kind !== 'may-decide') return false;
      if (action !== 'approve') desk.form.value = action;
      else if (standing.mayApprove) void desk.decide('approve', null);
      else return false;
      return true;
    }
  }
}

/** In the queue the keys move the focus, and Enter opens what has it. */
function moveRow(root: HTMLElement | null, by: 1 | -1): void {
  const rows = [...(root?.querySelectorAll<HTMLElement>('.queue-item') ?? [])];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? rows.indexOf(activeElement) : -1;
  const to = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[to]?.focus();
}
