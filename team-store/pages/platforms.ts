/** Which platforms and accounts the team posts from, what holds for each alone, and a switch to pause it. For admins. */
import type { TeamPause } from '../../utils/api/entities.ts';
import { listPauses } from '../team/pauses.ts';
import { listPlaces, type Narrow, narrowRules, narrowSteps, onlyFor, type Place } from '../team/places.ts';
import { policyOf } from '../team/policy.ts';
import type { Texts } from '../texts.ts';
import { timeWords } from './dates.ts';
import { type Html, html } from './html.ts';
import { hidden, notice } from './layout.ts';
import type { Site } from './pages.ts';
import { scopeText } from './pauses.ts';

interface Known {
  readonly texts: Texts;
  readonly pauses: readonly TeamPause[];
  readonly rules: readonly Narrow[];
  readonly steps: readonly Narrow[];
}

/** What holds there and not everywhere. @param account null for the platform as a whole */
function only({ texts: { say }, rules, steps }: Known, platform: string, account: string | null): Html {
  const list = (title: string, names: readonly string[]): Html | false =>
    names.length > 0 &&
    html`<details><summary>${title}</summary><ul>${names.map((name) => html`<li><code>${name}</code></li>`)}</ul></details>`;
  const ofRules = onlyFor(platform, account, rules);
  const ofSteps = onlyFor(platform, account, steps);
  if (ofRules.length + ofSteps.length === 0)
    return html`<span class="sub">${say('places_only_nothing')}</span>`;
  return html`${list(say('places_only_rules', { count: ofRules.length }), ofRules)}${list(say('places_only_steps', { count: ofSteps.length }), ofSteps)}`;
}

/** Two presses: the switch, then the button under the reason. @param id of its fields, of this form alone */
function pauseForm({ texts }: Known, platform: string, account: string | null, id: string): Html {
  const { say } = texts;
  const scope =
    account === null
      ? ({ kind: 'platform', platform } as const)
      : ({ kind: 'account', platform, account } as const);
  const input = (name: 'reason' | 'hours'): Html =>
    html`<div class="field"><label for="${name}-${id}">${say(`pause_${name}`)}</label>
<input id="${name}-${id}" name="${name}" type="text" maxlength="2000" autocomplete="off" aria-describedby="${name}-${id}-hint">
<p class="hint" id="${name}-${id}-hint">${say(`pause_${name}_means`)}</p></div>`;
  return html`<details><summary>${say('places_pause', { what: scopeText(texts, scope) })}</summary>
<form method="post" action="/pauses/place" novalidate>
${hidden('scope', scope.kind)}${hidden('platform', platform)}${hidden('account', account ?? '')}${hidden('words', '')}
${input('reason')}${input('hours')}
<button class="danger">${say('pause_button')}</button></form></details>`;
}

/** Those of this platform as a whole, or of this account. */
function isPaused({ scope }: TeamPause, platform: string, account: string | null): boolean {
  if (account === null) return scope.kind === 'platform' && scope.platform === platform;
  return (
    scope.kind === 'account' &&
    scope.platform === platform &&
    scope.account.toLowerCase() === account.toLowerCase()
  );
}

function switchOf(known: Known, platform: string, account: string | null, id: string): Html {
  const { texts, pauses } = known;
  const { say } = texts;
  const time = timeWords(texts);
  const own = pauses.filter((pause) => isPaused(pause, platform, account));
  if (own.length === 0) return pauseForm(known, platform, account, id);
  return html`${own.map(
    ({ id: pause, scope, reason, until }) =>
      html`<p><strong>${say('places_paused')}</strong> ${until === null ? say('pause_until_lifted') : say('places_until', { at: time(until) })}<span class="sub"> ${reason}</span></p>
<form method="post" action="/pauses/lift">${hidden('pause', pause)}<button class="quiet">${say('pause_lift', { what: scopeText(texts, scope) })}</button></form>`,
  )}`;
}

function platformCard(known: Known, platform: string, places: readonly Place[], at: number): Html {
  const { texts } = known;
  const { say } = texts;
  const time = timeWords(texts);
  const row = ({ account, asked, posted, lastAt }: Place, i: number): Html =>
    html`<tr><th scope="row">${account ?? html`<span class="sub">${say('places_unseen')}</span>`}</th>
<td>${say('places_asked', { count: asked })}<div class="sub">${say('places_posted', { count: posted })}</div></td>
<td>${time(lastAt)}</td>
<td>${account === null ? '' : only(known, platform, account)}</td>
<td>${account === null ? html`<span class="sub">${say('places_unseen_means')}</span>` : switchOf(known, platform, account, `${at}-${i}`)}</td></tr>`;
  return html`<section class="card" aria-labelledby="platform-${at}"><h2 id="platform-${at}">${texts.platform(platform)}</h2>
${only(known, platform, null)}
${switchOf(known, platform, null, String(at))}
<div class="scroll" role="region" tabindex="0" aria-label="${say('places_table', { platform: texts.platform(platform) })}"><table>
<thead><tr><th scope="col">${say('places_account')}</th><th scope="col">${say('places_use')}</th><th scope="col">${say('places_last')}</th><th scope="col">${say('places_only')}</th><th scope="col">${say('pauses_title')}</th></tr></thead>
<tbody>${places.map(row)}</tbody></table></div></section>`;
}

export function platformPages(site: Site): void {
  const { core } = site;
  site.get(
    '/platforms',
    site.asAdmin(async ({ texts, session, show }) => {
      const { say } = texts;
      const { team } = session;
      const { places, ...rest } = await core.db.readTeam(team, async (tx) => {
        const { ruleset } = await tx
          .selectFrom('teams')
          .select('ruleset')
          .where('team', '=', team)
          .executeTakeFirstOrThrow();
        return {
          places: await listPlaces(tx, team),
          pauses: await listPauses(tx, team, core.now()),
          rules: await narrowRules(tx, team, ruleset),
          steps: narrowSteps(await policyOf(tx, team, ruleset)),
        };
      });
      const known: Known = { texts, ...rest };
      const wide = known.pauses.filter(({ scope }) => scope.kind === 'team' || scope.kind === 'topic');
      const body = html`<p>${say('places_intro')}</p>
${wide.map(({ scope }) => notice(say('places_wide', { what: scopeText(texts, scope) }), true))}
${wide.length > 0 && html`<p><a href="/pauses">${say('places_to_pauses')}</a></p>`}
${places.length === 0 && html`<div class="card"><p>${say('places_none')}</p></div>`}
${[...Map.groupBy(places, ({ platform }) => platform)].map(([platform, own], at) => platformCard(known, platform, own, at))}`;
      return show({ title: say('places_title'), body, path: '/platforms', wide: true });
    }),
  );
}
