import { CompositeDecorator, type ContentBlock, Editor, EditorState, getDefaultKeyBinding } from 'draft-js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { element, expose, HASHTAG, publish, showPublished, style } from '../shared/bench.ts';

const ACCOUNT = 'northwind_fund';

/** How the platform says when a post will go out; each press on Schedule takes the next. */
const SCHEDULES = [
  'Will send on Tue, Nov 24, 2026 at 3:00 PM',
  '2026年11月24日(火)の15:00に送信されます',
  'Sendes tir. 24. nov. 2026 kl. 15:00',
];

const decorator = new CompositeDecorator([
  {
    strategy: (block: ContentBlock, found: (start: number, end: number) => void) => {
      for (const match of block.getText().matchAll(HASHTAG))
        found(match.index, match.index + match[0].length);
    },
    component: ({ children }: { children?: ReactNode }) => <span className="tag">{children}</span>,
  },
]);

const empty = (): EditorState => EditorState.createEmpty(decorator);
const textOf = (state: EditorState): string => state.getCurrentContent().getPlainText('\n');

interface Part {
  readonly key: number;
  readonly state: EditorState;
}

const models: Record<'home' | 'modal', readonly string[]> = { home: [''], modal: [] };

function Composer({ which, onDone }: { which: 'home' | 'modal'; onDone?: () => void }) {
  const nextKey = useRef(1);
  const [parts, setParts] = useState<readonly Part[]>([{ key: 0, state: empty() }]);
  const texts = parts.map(({ state }) => textOf(state));
  models[which] = texts;
  useEffect(
    () => () => {
      if (which === 'modal') models.modal = [];
    },
    [which],
  );
  const [choices, setChoices] = useState<readonly string[] | null>(null);
  const [search, setSearch] = useState('');
  const [scheduled, setScheduled] = useState(0);
  const disabled = texts.every((text) => text.trim() === '');

  const submit = (): void => {
    if (disabled) return;
    publish([...texts, ...(choices ?? [])]);
    setChoices(null);
    setParts([{ key: nextKey.current++, state: empty() }]);
    onDone?.();
  };

  return (
    <div>
      {scheduled > 0 && <div data-testid="scheduledTweetIndicator">{SCHEDULES[scheduled - 1]}</div>}
      {parts.map(({ key, state }, index) => (
        <div className="row" key={key}>
          <div className="avatar" data-testid={`UserAvatar-Container-${ACCOUNT}`} />
          <div className="grow">
            <div className="editor" data-testid={`tweetTextarea_${index}RichTextInputContainer`}>
              <div data-testid={`tweetTextarea_${index}_label`}>
                <Editor
                  editorState={state}
                  onChange={(now) =>
                    setParts((all) => all.map((part) => (part.key === key ? { key, state: now } : part)))
                  }
                  webDriverTestID={`tweetTextarea_${index}`}
                  ariaLabel="Post text"
                  placeholder={index === 0 ? 'What is happening?' : 'Add another post'}
                  keyBindingFn={(event) =>
                    event.key === 'Enter' && (event.ctrlKey || event.metaKey)
                      ? 'publish'
                      : getDefaultKeyBinding(event)
                  }
                  handleKeyCommand={(command) => {
                    if (command !== 'publish') return 'not-handled';
                    submit();
                    return 'handled';
                  }}
                />
              </div>
            </div>
          </div>
        </div>
      ))}
      {choices?.map((choice, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a choice is its place
        <div className="row" key={index}>
          <input
            type="text"
            name={`Choice${index + 1}`}
            maxLength={25}
            placeholder={`Choice ${index + 1}`}
            value={choice}
            onChange={({ target }) =>
              setChoices(choices.map((old, at) => (at === index ? target.value : old)))
            }
          />
        </div>
      ))}
      {choices !== null && (
        <input
          type="text"
          role="combobox"
          aria-expanded="false"
          aria-controls="none"
          aria-label="Search people"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <div className="foot" data-testid="toolBar">
        <button
          type="button"
          data-testid="createPollButton"
          aria-label="Add poll"
          onClick={() => setChoices(['', ''])}
        >
          Poll
        </button>
        <button
          type="button"
          data-testid="scheduleOption"
          aria-label="Schedule post"
          aria-disabled={parts.length > 1}
          onClick={() => setScheduled((now) => (now + 1) % (SCHEDULES.length + 1))}
        >
          Schedule
        </button>
        <button
          type="button"
          data-testid="addButton"
          aria-label="Add post"
          onClick={() => setParts((all) => [...all, { key: nextKey.current++, state: empty() }])}
        >
          +
        </button>
        <span className="count" data-testid="progressBar-bar">
          {texts.map((text) => text.length).join(' / ')}
        </span>
        <button
          type="button"
          className="primary"
          data-testid={which === 'modal' ? 'tweetButton' : 'tweetButtonInline'}
          disabled={disabled}
          aria-disabled={disabled}
          onClick={submit}
        >
          {parts.length > 1 ? 'Post all' : 'Post'}
        </button>
      </div>
    </div>
  );
}

function App() {
  const [open, setOpen] = useState(false);
  return (
    <div className="page">
      <nav className="bar">
        <a href={`/${ACCOUNT}`} data-testid="AppTabBar_Profile_Link">
          @{ACCOUNT}
        </a>
        <button type="button" data-testid="SideNav_NewTweet_Button" onClick={() => setOpen(true)}>
          New post
        </button>
      </nav>
      <main className="card" data-testid="primaryColumn">
        <Composer which="home" />
      </main>
      {open && (
        <div className="backdrop">
          <div className="card" role="dialog" aria-modal="true" aria-labelledby="modal-header">
            <div className="bar">
              <button
                type="button"
                data-testid="app-bar-close"
                aria-label="Close"
                onClick={() => setOpen(false)}
              >
                ×
              </button>
              <strong id="modal-header">New post</strong>
              <button type="button" data-testid="unsentButton">
                Drafts
              </button>
            </div>
            <Composer which="modal" onDone={() => setOpen(false)} />
          </div>
        </div>
      )}
    </div>
  );
}

style(document);
createRoot(element('app')).render(<App />);
showPublished();
expose({ home: () => models.home, modal: () => models.modal });
