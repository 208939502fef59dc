import { type KeyboardEvent, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { element, expose, publish, showPublished, style } from '../shared/bench.ts';

let model: readonly string[] = [''];

function ComposeForm() {
  const [text, setText] = useState('');
  const [warning, setWarning] = useState('');
  const [shown, setShown] = useState(false);
  const [options, setOptions] = useState<readonly string[] | null>(null);
  const [quoting, setQuoting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  model = shown && warning.trim() !== '' ? [warning, text] : [text];

  const submit = (): void => {
    // Other extensions change the field without telling the page; what is in it goes out.
    const now = field.current?.value ?? text;
    if (now.trim() === '') return;
    const post = shown && warning.trim() !== '' ? [warning, now] : [now];
    publish([...post, ...(options ?? [])]);
    setOptions(null);
    setQuoting(false);
    setText('');
    setWarning('');
    setShown(false);
  };
  // The platform publishes from here without any submit event.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.keyCode === 13 && (event.ctrlKey || event.metaKey)) submit();
  };

  return (
    <form
      className="compose-form card"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="row navigation-bar">
        <div className="avatar" />
        <a className="account__display-name" href="/@northwind">
          @northwind
        </a>
      </div>
      {shown && (
        <div className="spoiler-input" style={{ marginTop: 12 }}>
          <input
            id="cw-spoiler-input"
            type="text"
            className="spoiler-input__input"
            placeholder="Content warning"
            value={warning}
            onChange={(event) => setWarning(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
      <div className="compose-form__autosuggest-wrapper" style={{ marginTop: 12 }}>
        <textarea
          ref={field}
          className="autosuggest-textarea__textarea"
          rows={4}
          placeholder="What's on your mind?"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {options !== null && (
        <div className="compose-form__poll">
          {options.map((option, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place
            <div className="poll__option" key={index}>
              <input
                type="text"
                placeholder={`Option ${index + 1}`}
                value={option}
                onChange={({ target }) =>
                  setOptions(options.map((old, at) => (at === index ? target.value : old)))
                }
              />
            </div>
          ))}
        </div>
      )}
      {quoting && (
        <div className="status__quote">
          <a href="/@other">@other</a> <a href="/@other@elsewhere.example/112233">2 h</a>
          <p>A quoted post</p>
        </div>
      )}
      <div className="foot">
        <button type="button" className="icon-button poll-button" onClick={() => setOptions(['', ''])}>
          Poll
        </button>
        <button type="button" className="icon-button quote-button" onClick={() => setQuoting(!quoting)}>
          Quote
        </button>
        <button type="button" className="icon-button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          CW
        </button>
        <span className="count">{500 - text.length - (shown ? warning.length : 0)}</span>
        <div className="compose-form__submit">
          <button type="submit" className="primary" disabled={text.trim() === ''}>
            Post
          </button>
        </div>
      </div>
    </form>
  );
}

style(document);
createRoot(element('app')).render(
  <div className="page">
    <ComposeForm />
  </div>,
);
showPublished();
expose({ post: () => model });
