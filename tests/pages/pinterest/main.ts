import { mount } from '../engines/draft-js.tsx';
import { editor, field, goesOut, opened, part, press, stage } from '../shared/stage.ts';

const app = stage(`
  <div class="bar"><div data-test-id="header-profile"><a href="/northwind/">Northwind</a></div></div>
  <div class="bar">
    <strong>Create Pin</strong>
    <div data-test-id="storyboard-creation-nav-done"><button type="button" class="primary">Publish</button></div>
  </div>
  <div class="card">
    <input type="text" id="storyboard-selector-title" placeholder="Add a title">
    <div data-test-id="editor-with-mentions"><div class="editor" id="description"></div></div>
    <input type="text" id="WebsiteField" placeholder="Add a link">
    <button type="button" data-test-id="board-dropdown-select-button">Ideas</button>
  </div>`);

const title = field(part<HTMLInputElement>(app, '#storyboard-selector-title'));
const description = await editor(mount, part(app, '#description'));
description.root.classList.add('notranslate');
const link = field(part<HTMLInputElement>(app, '#WebsiteField'));
press(
  part(app, '[data-test-id="storyboard-creation-nav-done"] button'),
  goesOut(() => [title, description, link]),
);
opened({ pin: () => [title, description] });
