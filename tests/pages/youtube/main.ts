import { mount } from '../engines/contenteditable.ts';
import { editor, goesOut, opened, part, press, stage } from '../shared/stage.ts';

const community = (hidden: boolean): string => `
  <ytd-backstage-post-dialog-renderer class="card" ${hidden ? 'hidden style="display:none"' : ''}>
    <ytd-commentbox id="commentbox"><div class="editor text"></div></ytd-commentbox>
    <div id="scheduling-panel" hidden>2026-11-24 15:30</div>
    <div id="footer" class="foot">
      <ytd-button-renderer id="cancel-button"><button type="button">Cancel</button></ytd-button-renderer>
      <button type="button" class="later">Schedule</button>
      <ytd-button-renderer id="submit-button"><button type="button" class="primary">Post</button></ytd-button-renderer>
    </div>
  </ytd-backstage-post-dialog-renderer>`;

/** The page keeps an unused copy of its post box, as the platform does. */
const app = stage(`${community(true)}${community(false)}
  <div class="bar"><a href="/channel/UCnorthwind">Northwind</a></div>
  <ytcp-uploads-dialog class="card">
    <div id="details">
      <div id="title-textarea" class="editor"></div>
      <div id="description-textarea" class="editor"></div>
    </div>
    <div class="foot">
      <ytcp-button id="next-button" role="button" tabindex="0">Next</ytcp-button>
      <ytcp-button id="done-button" role="button" tabindex="0" class="primary">Publish</ytcp-button>
    </div>
  </ytcp-uploads-dialog>`);

const box = part(app, 'ytd-backstage-post-dialog-renderer:not([hidden])');
await editor(mount, part(app, '[hidden] .text'), { id: 'contenteditable-root' });
const text = await editor(mount, part(box, '.text'), { id: 'contenteditable-root', 'aria-label': 'Post' });
press(
  part(box, '#submit-button button'),
  goesOut(() => [text]),
);
press(part(box, '.later'), () => {
  part(box, '#scheduling-panel').hidden = false;
});

const title = await editor(mount, part(app, '#title-textarea'), { id: 'textbox' });
const description = await editor(mount, part(app, '#description-textarea'), { id: 'textbox' });
press(
  part(app, '#done-button'),
  goesOut(() => [title, description]),
);
// The last page of the wizard hides the words that it publishes.
press(part(app, '#next-button'), () => {
  part(app, '#details').hidden = true;
});
opened({ community: () => [text], video: () => [title, description] });
