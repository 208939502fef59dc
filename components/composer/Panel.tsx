import { useRef } from 'preact/hooks';
import type { Finding } from '../../utils/lint/finding.ts';
import type { ComposerRequest } from '../../utils/messages.ts';
import { declarationWords } from '../../utils/overlay/declarations.ts';
import type { OverlayActions, PanelModel, RequestFacts } from '../../utils/overlay/model.ts';
import { findingKey, isAsking, type NextStep } from '../../utils/overlay/standing.ts';
import type { ComposerTexts } from '../../utils/overlay/texts.ts';
import { SEVERITY_WORD } from '../../utils/overlay/words.ts';
import type { Who } from '../../utils/policy/who.ts';
import { useBeside, useFocus, useGuarded } from './hooks.ts';
import { Icon } from './Icon.tsx';
import { Press } from './Press.tsx';

/** How the post stands, all its findings, and what to do next; the request for approval is written here. */
export function Panel({ panel, actions }: { readonly panel: PanelModel; readonly actions: OverlayActions }) {
  const { texts, guard } = actions;
  const { standing } = panel;
  const ref = useRef<HTMLDivElement>(null);
  useBeside(ref, () => panel.anchor.getBoundingClientRect(), { align: 'end', gap: 44, hides: false });
  useGuarded(ref, guard);
  useFocus(ref, panel.focus);

  const status = texts(standing.status.key, standing.status.params);
  return (
    <div ref={ref} class="box" role="dialog" aria-label={texts('panelTitle', { status })} tabIndex={-1}>
      <header>
        <Icon tone={standing.tone} />
        <strong>{status}</strong>
        <span class="space" />
        <Press
          actions={actions}
          kind="small"
          keepFocus
          label={texts('panelClose')}
          onPress={() => actions.onClosePanel()}
        >
          ×
        </Press>
      </header>
      {panel.wasRefused ? <p class="alert">{texts('panelRefusedRequest')}</p> : null}
      <p>{texts(standing.next.key, standing.next.params)}</p>
      {standing.offline ? <p class="muted">{texts('nextOffline')}</p> : null}
      {standing.request === null ? null : <Decisions request={standing.request} texts={texts} />}
      {panel.remarks.length === 0 ? null : <Remarks panel={panel} actions={actions} />}
      {panel.findings.length === 0 ? null : <Findings panel={panel} actions={actions} />}
      {panel.declarations.length === 0 ? null : <Declarations panel={panel} actions={actions} />}
      <Ask panel={panel} actions={actions} />
      <p class="alert" role="alert">
        {panel.unsafe ? texts('panelUnsafe') : null}
        {panel.failure}
      </p>
    </div>
  );
}

function Decisions({ request, texts }: { readonly request: ComposerRequest; readonly texts: ComposerTexts }) {
  const said = request.decisions.map(({ kind, member, reason }) => {
    const params = { name: member.name, reason: reason ?? '' };
    if (kind === 'approve')
      return texts(reason ? 'panelDecisionApproveReason' : 'panelDecisionApprove', params);
    return texts(kind === 'reject' ? 'panelDecisionReject' : 'panelDecisionChanges', params);
  });
  if (request.refusal !== null) said.push(texts('panelRefused', { reason: request.refusal }));
  return said.length === 0 ? null : (
    <ul class="decisions">
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Findings({ panel, actions }: { readonly panel: PanelModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  const mendable = panel.findings.filter(({ suggestions }) => suggestions.length > 0).length;
  return (
    <section aria-label={texts('panelFindings', { count: panel.findings.length })}>
      <ul class="findings">
        {panel.findings.map((finding: Finding) => (
          <li key={findingKey(finding, panel.findings)}>
            <Press actions={actions} kind="quiet" keepFocus onPress={() => actions.onJump(finding)}>
              <Icon tone={finding.severity} />
              <span>
                <span class="said">{texts(SEVERITY_WORD[finding.severity])}: </span>
                {finding.text === '' ? null : <q>{finding.text}</q>}{' '}
                <span lang={finding.locale}>{finding.message}</span>
                {panel.parts > 1 ? (
                  <span class="muted"> {texts('panelPart', { number: finding.part + 1 })}</span>
                ) : null}
              </span>
            </Press>
          </li>
        ))}
      </ul>
      {mendable > 1 ? (
        <Press
          actions={actions}
          kind="plain"
          keepFocus
          disabled={panel.sending}
          onPress={() => actions.onMendAll()}
        >
          {texts('panelMendAll', { count: mendable })}
        </Press>
      ) : null}
    </section>
  );
}

/** What the words do not show and rules wait for, each said in one press. */
function Declarations({ panel, actions }: { readonly panel: PanelModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  return (
    <fieldset class="declarations">
      <legend>{texts('panelDeclare')}</legend>
      <div class="row">
        {panel.declarations.map(({ name, is }) => (
          <Press
            key={name}
            actions={actions}
            kind="toggle"
            keepFocus
            pressed={is}
            onPress={() => actions.onDeclare(name, !is)}
          >
            <span aria-hidden="true">{is ? '✓ ' : '+ '}</span>
            {declarationWords(name, texts)}
          </Press>
        ))}
      </div>
    </fieldset>
  );
}

/** Who would answer, and when. */
function Facts({ facts, texts }: { readonly facts: RequestFacts; readonly texts: ComposerTexts }) {
  const { steps, planned, answer } = facts;
  // Numbers only where there is an order.
  const List = steps.length > 1 ? 'ol' : 'ul';
  return (
    <>
      {steps.length === 0 ? null : (
        <List class="steps">
          {steps.map((step) => (
            <li key={step.id}>{texts('panelStep', { count: step.need, who: whoWords(step.who, texts) })}</li>
          ))}
        </List>
      )}
      {planned === null ? null : <p class="muted">{texts('panelPlanned', { time: planned })}</p>}
      {answer === null ? null : <p class="muted">{texts('panelAnswer', { time: answer })}</p>}
    </>
  );
}

/** All that leaves the browser, to the letter; after the button, so that the way from the note to it is one key. */
function Exactly({ facts, texts }: { readonly facts: RequestFacts; readonly texts: ComposerTexts }) {
  const { parts, media, audience } = facts;
  return (
    <details>
      <summary>{texts('panelExactly')}</summary>
      {parts.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
        <blockquote key={at}>{text}</blockquote>
      ))}
      {media === 0 ? null : <p class="muted">{texts('panelMedia', { count: media })}</p>}
      {audience === null ? null : <p class="muted">{texts('panelAudience', { audience })}</p>}
    </details>
  );
}

function whoWords(who: Who, texts: ComposerTexts): string {
  if ('role' in who) return texts(who.role === 'admin' ? 'whoAdmins' : 'whoReviewers');
  return 'group' in who
    ? texts('whoGroup', { name: who.group.replaceAll('-', ' ') })
    : texts('whoNamed', { count: who.members.length });
}

/** What reviewers have said of this version, with the way to the words. */
function Remarks({ panel, actions }: { readonly panel: PanelModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  return (
    <section aria-label={texts('panelRemarks')}>
      <ul class="findings">
        {panel.remarks.map((remark) => {
          const { id, member, text } = remark.comment;
          const said = `${member.name}: ${text}`;
          return (
            <li key={id}>
              {remark.place === null ? (
                said
              ) : (
                <Press actions={actions} kind="quiet" onPress={() => actions.onRemark(remark)}>
                  {said}
                </Press>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Ask({ panel, actions }: { readonly panel: PanelModel; readonly actions: OverlayActions }) {
  const { texts } = actions;
  const note = useRef<HTMLTextAreaElement>(null);
  const { steps } = panel.standing;
  if (steps.length === 0) return null;
  const asks = steps.some(isAsking);
  const override = steps.find((step) => step.kind === 'override');
  const act = (step: NextStep) => actions.onStep(step, note.current?.value.trim() ?? '');
  return (
    <section>
      {asks || override !== undefined ? (
        <label>
          <span>{texts(asks ? 'panelNote' : 'panelReason')}</span>
          <textarea ref={note} rows={2} maxLength={2000} readOnly={panel.sending} data-first="" />
        </label>
      ) : null}
      {asks ? (
        <p class="muted">
          {texts('panelSends', { team: panel.team, account: panel.account })}
          {panel.isFirst ? ` ${texts('panelFirst')}` : null}
        </p>
      ) : null}
      {panel.request === null ? null : <Facts facts={panel.request} texts={texts} />}
      {override === undefined ? null : (
        <p class="muted">{texts('panelOverrideHint', { count: override.reasonLength })}</p>
      )}
      <div class="row">
        {steps.map((step, index) => (
          <Press
            key={`${step.kind}${step.kind === 'request' ? '' : step.request}`}
            actions={actions}
            kind={index === 0 && isAsking(step) ? 'main' : 'plain'}
            disabled={panel.sending}
            onPress={() => act(step)}
          >
            {panel.sending && index === 0 ? texts('pillSending') : stepName(step, index, texts)}
          </Press>
        ))}
      </div>
      {panel.request === null ? null : <Exactly facts={panel.request} texts={texts} />}
    </section>
  );
}

function stepName(step: NextStep, index: number, texts: ComposerTexts): string {
  switch (step.kind) {
    case 'request':
      return texts(index === 0 ? 'panelRequest' : 'panelAsNew');
    case 'send-version':
      return texts(step.other ? 'panelAsVersion' : 'panelSendVersion', { number: step.number });
    case 'withdraw':
      return texts('panelWithdraw');
    case 'override':
      return texts('panelOverride');
  }
}
