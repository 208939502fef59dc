/** Of whom the team demands a second factor. */
import { z } from 'zod';
import { inQuietChange } from '../team/change.ts';
import {
  demandOf,
  demandsSecondFactor,
  factorsOf,
  hasFactor,
  type SecondFactorDemand,
  setDemand,
} from '../team/second-factor.ts';
import type { StoreTextKey } from '../texts.ts';
import { pressed } from './forms.ts';
import { Html, html } from './html.ts';
import { notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';

const DEMANDS = ['nobody', 'deciders', 'all'] as const satisfies readonly SecondFactorDemand[];
const DEMAND_TEXT = {
  nobody: 'demand_nobody',
  deciders: 'demand_deciders',
  all: 'demand_all',
} as const satisfies Record<SecondFactorDemand, StoreTextKey>;

const DEMAND_FORM = z.strictObject({ demand: z.enum(DEMANDS) });

export function securityPages(site: Site): void {
  const { core } = site;

  const showDemand = async (visit: MemberVisit, problem?: StoreTextKey) => {
    const { texts, session } = visit;
    const { say } = texts;
    const demand = await core.db.readTeam(session.team, (tx) => demandOf(tx, session.team));
    const body = html`${problem !== undefined && notice(say(problem), true)}
<form method="post" action="/security" class="card">
<fieldset><legend>${say('demand_legend')}</legend>
${DEMANDS.map((one) => {
  const checked = one === demand ? new Html(' checked') : '';
  return html`<label><input type="radio" name="demand" value="${one}"${checked}> ${say(DEMAND_TEXT[one])}</label>`;
})}
</fieldset>
<p class="hint">${say('demand_means')}</p>
<button>${say('demand_button')}</button>
</form>`;
    return visit.show(
      { title: say('security_title'), body, path: '/security', error: problem !== undefined },
      problem === undefined ? 200 : 422,
    );
  };

  site.get(
    '/security',
    site.asAdmin((visit) => showDemand(visit)),
  );

  site.post(
    '/security',
    site.asAdmin(async (visit) => {
      const { demand } = pressed(DEMAND_FORM, visit.request.body);
      const { team, member } = visit.session;
      const done = await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), async (change) => {
          // Whoever demands it has one: else the first whom it keeps out is the one who could take it back.
          const own = hasFactor(await factorsOf(tx, team, member.id));
          if (!own && demandsSecondFactor(demand, member.roles)) return false;
          await setDemand(tx, change, member.id, demand);
          return true;
        }),
      );
      return done ? visit.go('/security') : showDemand(visit, 'demand_own_first');
    }),
  );
}
