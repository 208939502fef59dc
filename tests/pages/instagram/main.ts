import { mount } from '../engines/lexical.ts';
import { editor, field, goesOut, opened, part, press, stage } from '../shared/stage.ts';

// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser that this page is tested in.
document.cookie = 'ds_user_id=5550001; SameSite=Lax';
const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const app = stage(`
  <div class="card" role="dialog" aria-label="Create new post">
    <div class="bar">
      <div role="button" tabindex="0"><svg aria-label="Back" width="16" height="16"><title>Back</title></svg></div>
      <strong>Create new post</strong>
      <div role="button" tabindex="0" class="primary" id="share">Share</div>
    </div>
    <div class="row"><strong>northwind</strong></div>
    <div class="editor" id="caption"></div>
    <div class="row"><input type="text" id="place" placeholder="Add location"></div>
    <div role="button" tabindex="0" id="more">Advanced settings</div>
  </div>
  <div class="card"><div class="editor" id="message"></div></div>`);

const caption = await editor(mount, part(app, '#caption'), {
  role: 'textbox',
  id: 'caption-editor',
  'aria-placeholder': 'Write a caption...',
});
const place = field(part<HTMLInputElement>(app, '#place'));
press(
  part(app, '#share'),
  goesOut(() => [caption, place]),
);
// A button beside, which opens the picture.
press(part(app, '#more'), () => {
  const picture = document.createElement('img');
  picture.src = PICTURE;
  picture.alt = 'A chart';
  part(app, '#more').before(picture);
});
// A message is written in the same editor, and in no dialog.
await editor(mount, part(app, '#message'), { role: 'textbox', id: 'message-editor' });
opened({ caption: () => [caption] });
