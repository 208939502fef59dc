import { mount } from '../engines/slate.tsx';
import { editor, goesOut, opened, part, press, shortcut, stage } from '../shared/stage.ts';

const app = stage(`
  <div class="card" role="dialog" aria-label="Create Post">
    <div class="bar" data-testid="integrations-bar"><strong>Create Post</strong></div>
    <div class="editor" id="text"></div>
    <div class="foot">
      <button type="button" id="draft">Save as Draft</button>
      <button type="button" class="primary" id="queue">Add to Queue</button>
      <button type="button" aria-haspopup="menu" aria-label="More" id="more">▾</button>
    </div>
  </div>
  <div role="menu" id="menu" class="card">
    <div role="menuitem" tabindex="0" id="now">Share Now</div>
    <div role="menuitem" tabindex="0" id="customize">Customize</div>
  </div>`);

const text = await editor(mount, part(app, '#text'), {
  'data-testid': 'composer-text-area',
  role: 'textbox',
});
const submit = goesOut(() => [text]);
press(part(app, '#queue'), submit);
press(part(app, '#now'), submit);
shortcut(text.root, submit);
press(part(app, '#draft'), () => {
  document.documentElement.dataset.saved = 'yes';
});
opened({ post: () => [text] });
