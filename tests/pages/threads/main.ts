import { mount } from '../engines/lexical.ts';
import { editor, goesOut, opened, type Part, part, press, shortcut, stage } from '../shared/stage.ts';

/** The names of drawings are in the page's text, and are no labels. */
const ICON = '<svg role="img" aria-label="Reply" width="16" height="16"><title>Reply</title></svg>';
const BOX = { role: 'textbox', 'aria-placeholder': "What's new?" };

const app = stage(`
  <nav class="bar"><a role="link" href="/@northwind">@northwind</a></nav>
  <div class="card" role="dialog" aria-label="New thread">
    <div class="bar"><div role="button" tabindex="0">Cancel</div><strong>New thread</strong></div>
    <div class="row"><a href="/@northwind">northwind</a></div>
    <div id="chain"></div>
    <div role="button" tabindex="0" id="add">Add to thread</div>
    <div class="foot">
      <div role="button" tabindex="0" aria-haspopup="menu">Anyone can reply & quote</div>
      <div role="button" tabindex="0" class="primary" id="post">Post</div>
    </div>
  </div>
  <div class="card" data-pressable-container="true">
    <a href="/@kari">kari</a> <a href="/@kari/post/DAbc123">2 h</a> <p>A post</p>
    <div role="button" tabindex="0" id="icon">${ICON}</div>
    <div><div id="inline"></div><div role="button" tabindex="0" class="primary" id="inline-post">Post</div></div>
  </div>`);

const chain: Part[] = [];
const submit = goesOut(() => chain);
async function add(): Promise<void> {
  const holder = document.createElement('div');
  holder.className = 'editor';
  part(app, '#chain').append(holder);
  const made = await editor(mount, holder, BOX);
  made.root.id = `post-${chain.length}`;
  shortcut(made.root, submit);
  chain.push(made);
}
await add();
press(part(app, '#add'), () => void add());
press(part(app, '#post'), submit);

const inline = await editor(mount, part(app, '#inline'), BOX);
inline.root.id = 'inline-editor';
const reply = goesOut(() => [inline]);
shortcut(inline.root, reply);
press(part(app, '#inline-post'), reply);
opened({ chain: () => chain, inline: () => [inline] });
