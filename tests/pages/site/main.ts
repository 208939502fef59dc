import { mount } from '../engines/prosemirror.ts';
import { editor, field, goesOut, opened, part, press, stage } from '../shared/stage.ts';

/** No platform's: a form with a text, and a rich editor with a button somewhere beside it. */
const app = stage(`
  <form role="search"><input type="search" placeholder="Search"></form>
  <form class="card" id="form">
    <input type="text" id="title" placeholder="Title">
    <textarea id="text" rows="3"></textarea>
    <div class="foot"><button type="submit" name="draft" id="draft">Save draft</button><button class="primary" id="send">Legg ut</button></div>
  </form>
  <div class="card">
    <div role="toolbar"><button type="button">Bold</button></div>
    <div class="editor" id="rich"></div>
    <div class="foot"><button type="button">Cancel</button><button type="button" class="primary" id="publish">Publish</button></div>
  </div>`);

const title = field(part<HTMLInputElement>(app, '#title'));
const text = field(part<HTMLTextAreaElement>(app, '#text'));
const submit = goesOut(() => [title, text]);
part<HTMLFormElement>(app, '#form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.submitter?.id === 'draft') document.documentElement.dataset.saved = 'yes';
  else submit();
});
const rich = await editor(mount, part(app, '#rich'));
rich.root.id = 'rich-editor';
press(
  part(app, '#publish'),
  goesOut(() => [rich]),
);
opened({ form: () => [title, text], rich: () => [rich] });
