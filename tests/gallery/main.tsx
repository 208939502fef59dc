/** Every component in every state, for development and for the eye. `?lang=nb` and `?only=Panel` narrow it. */
import { render } from 'preact';
import { LocaleContext } from '../../components/ui/locale.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import './gallery.css';

const asked = new URLSearchParams(location.search);
const locale = asked.get('lang') === 'nb' ? 'nb' : 'en';
document.documentElement.lang = locale;
// After the language is set: texts are chosen when the groups are loaded.
const { GROUPS } = await import('./groups.ts');
const only = asked.get('only');

const MODAL: readonly string[] = ['Dialog', 'HelpSheet'];

function Gallery() {
  return (
    <main class="gallery">
      <h1>Components</h1>
      {Object.entries(GROUPS).map(([folder, group]) => (
        <section key={folder}>
          <h2>{folder}</h2>
          {Object.entries(group)
            .filter(([name]) => only === null || only === name)
            .map(([name, specimens]) => (
              <article key={name} id={name}>
                <h3>{name}</h3>
                <div class="specimens">
                  {/* A modal dialog covers all else: it is shown when it alone is asked for. */}
                  {(MODAL.includes(name) && only !== name ? [] : specimens).map(({ state, show }) => (
                    <figure key={state}>
                      <figcaption>{state}</figcaption>
                      {show()}
                    </figure>
                  ))}
                </div>
              </article>
            ))}
        </section>
      ))}
    </main>
  );
}

const root = document.getElementById('app');
if (root !== null)
  render(
    <LocaleContext.Provider value={locale}>
      <Gallery />
    </LocaleContext.Provider>,
    root,
  );
