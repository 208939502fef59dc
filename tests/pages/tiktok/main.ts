import { mount } from '../engines/draft-js.tsx';
import { editor, goesOut, opened, part, press, stage } from '../shared/stage.ts';

const app = stage(`
  <header class="bar"><a href="https://www.tiktok.com/@northwind">northwind</a><a href="/tiktokstudio/content">Posts</a></header>
  <div class="card">
    <div data-e2e="caption_container"><div class="editor" id="caption"></div></div>
    <div class="row" id="when" hidden><input type="text" readonly value="2026-11-24"><input type="text" readonly value="15:30"></div>
    <div class="foot">
      <button type="button" id="later">Schedule</button>
      <button type="button" data-e2e="save_draft_button">Save draft</button>
      <button type="button" data-e2e="post_video_button" class="primary" aria-disabled="false">Post</button>
    </div>
  </div>`);

const caption = await editor(mount, part(app, '#caption'));
press(
  part(app, '[data-e2e="post_video_button"]'),
  goesOut(() => [caption]),
);
press(part(app, '[data-e2e="save_draft_button"]'), () => {
  document.documentElement.dataset.saved = 'yes';
});
press(part(app, '#later'), () => {
  part(app, '#when').hidden = false;
});
opened({ caption: () => [caption] });
