import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CompletionView } from '../../src/shared/protocol';
import { ToolButton } from '../buttons';
import { delayed } from '../delayed';
import { Icon } from '../icon';
import { Button } from '../toolkit';
import { useView } from '../view';
import { counted, t } from '../words';
import { Chips } from './chips';
import { complete } from './completion';
import type { ChatModel } from './reducer';
import { Suggestions, listId, optionId } from './suggestions';
import { useCompletion } from './useCompletion';

/** What the composer asks of the host. */
export interface ComposerHandlers {
  readonly send: (text: string) => void;
  readonly stop: () => void;
  readonly draft: (text: string) => void;
  readonly complete: (kind: '@' | '/', text: string) => Promise<readonly CompletionView[]>;
  readonly detach: (path: string) => void;
  readonly announce: (text: string) => void;
}

/** A text that is put into the composer from outside; `turn` grows with each. */
export interface Insertion {
  readonly text: string;
  readonly turn: number;
  readonly focus: boolean;
}

const draftDelay = 300;
/** An input cannot hold several lines, so the text area takes the role of one that completes. */
const combobox: Readonly<Record<string, string>> = {
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
  'aria-controls': listId,
};

/** The message in the making: text, its completions, its context, the model and Send or Stop. */
export const Composer = (props: { model: ChatModel; insertion: Insertion; handlers: ComposerHandlers }) => {
  const { model, insertion, handlers } = props;
  const { run } = useView();
  const [text, setText] = useState(model.draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const recalled = useRef(-1);
  const sendDraft = useMemo(() => delayed((draft: string) => handlers.draft(draft), draftDelay), []);
  const completion = useCompletion(handlers.complete, (items) =>
    handlers.announce(items.length > 0 ? counted('suggestionCount', items.length) : t('noSuggestions')),
  );
  const { open } = completion;
  const closed = model.readOnly === true;

  const write = (value: string, at: number | null = null): void => {
    setText(value);
    sendDraft.call(value);
    caret.current = at;
  };
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  useEffect(() => {
    window.addEventListener('pagehide', sendDraft.now);
    return () => window.removeEventListener('pagehide', sendDraft.now);
  }, []);
  useEffect(() => {
    if (insertion.turn === 0) return;
    setText(insertion.text);
    caret.current = insertion.text.length;
    if (!insertion.focus) return;
    sendDraft.call(insertion.text);
    area.current?.focus();
  }, [insertion.turn]);

  const send = (): void => {
    if (text.trim() === '' || closed) return;
    if (model.running) return handlers.announce(t('stillAnswering'));
    sendDraft.cancel();
    completion.close();
    recalled.current = -1;
    setText('');
    handlers.send(text);
  };
  const take = (item: CompletionView): void => {
    if (!open || !area.current) return;
    const done = complete(text, area.current.selectionStart, open.target, item.insert);
    write(done.text, done.caret);
    completion.close();
  };
  const addContext = (): void => {
    const at = area.current?.selectionStart ?? text.length;
    const head = text.slice(0, at);
    const trigger = head === '' || /\s$/.test(head) ? '@' : ' @';
    const value = head + trigger + text.slice(at);
    write(value, at + trigger.length);
    area.current?.focus();
    void completion.look(value, at + trigger.length);
  };
  /** Goes through the user's earlier messages; true when there was one. */
  const recall = (step: number): boolean => {
    const said = model.messages.filter(({ role }) => role === 'user');
    const current = recalled.current < 0 ? '' : (said.at(-1 - recalled.current)?.text ?? '');
    const next = recalled.current + step;
    if (text !== current || next < -1 || next >= said.length) return false;
    recalled.current = next;
    const value = next < 0 ? '' : (said.at(-1 - next)?.text ?? '');
    write(value, value.length);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = open?.items[open.chosen];
    let handled = true;
    if (open && chosen && !event.shiftKey && (event.key === 'Enter' || event.key === 'Tab')) take(chosen);
    else if (open && event.key === 'Escape') completion.close();
    else if (open && !event.shiftKey && completion.move(event.key)) caret.current = null;
    else if (event.key === 'Enter' && !event.shiftKey) send();
    else if (event.key === 'Escape' && model.running) handlers.stop();
    else if (event.key === 'ArrowUp' && !event.shiftKey) handled = recall(1);
    else if (event.key === 'ArrowDown' && !event.shiftKey && recalled.current >= 0) handled = recall(-1);
    else handled = false;
    if (handled) event.preventDefault();
  };

  return (
    <form class="composer" aria-label={t('message')} onSubmit={(event) => event.preventDefault()}>
      <div class="box">
        <Suggestions
          items={open?.items ?? []}
          typed={open?.target.text ?? ''}
          chosen={open?.chosen ?? 0}
          onTake={take}
        />
        <Chips paths={model.attachments} onRemove={handlers.detach} />
        <textarea
          ref={area}
          rows={2}
          {...combobox}
          aria-label={t('messageToDevplan')}
          aria-expanded={open !== null}
          aria-activedescendant={open ? optionId(open.chosen) : undefined}
          placeholder={t(closed ? 'takeOverToWrite' : 'whatShouldChange')}
          readOnly={closed}
          value={text}
          onInput={(event) => {
            const { value, selectionStart } = event.currentTarget;
            recalled.current = -1;
            write(value);
            void completion.look(value, selectionStart);
          }}
          onKeyDown={onKeyDown}
          onBlur={completion.close}
        />
        <div class="bottom">
          <ToolButton
            icon="add"
            label={t('addContext')}
            title={t('addContextHint')}
            disabled={closed}
            onClick={addContext}
          />
          <button
            class="tool picker"
            type="button"
            aria-haspopup="listbox"
            aria-label={t('modelIs', model.model.label)}
            title={t('model')}
            onClick={() => run({ command: 'devplan.selectModel' })}
          >
            <span class="clip">{model.model.label}</span>
            <Icon name="chevron-down" />
          </button>
          <span class="grow" />
          <Button
            class="send"
            primary={!model.running}
            label={t(model.running ? 'stop' : 'send')}
            title={t(model.running ? 'stopHint' : 'sendHint')}
            disabled={!model.running && (closed || text.trim() === '')}
            onClick={model.running ? handlers.stop : send}
          >
            <Icon name={model.running ? 'stop-circle' : 'send'} />
          </Button>
        </div>
      </div>
    </form>
  );
};
