import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PreviewView } from '../../src/shared/contextView';
import type { CompletionView } from '../../src/shared/protocol';
import { isComposing } from '../composing';
import { counted, t } from '../words';
import { Chips } from './chips';
import { complete, withoutWord } from './completion';
import { ComposerBar } from './composerBar';
import type { ChatModel } from './reducer';
import { Suggestions, listId, optionId } from './suggestions';
import { useCompletion } from './useCompletion';
import { usePreview } from './usePreview';
import { type Insertion, useMessageText } from './useMessageText';

/** What the composer asks of the host. */
export interface ComposerHandlers {
  readonly send: (text: string) => void;
  readonly stop: () => void;
  readonly draft: (text: string) => void;
  readonly complete: (kind: '@' | '/', text: string) => Promise<readonly CompletionView[]>;
  readonly preview: (text: string) => Promise<PreviewView | null>;
  /** Opens a template's form. */
  readonly template: (id: string) => void;
  readonly detach: (path: string) => void;
  readonly announce: (text: string) => void;
}

/** An input holds only one line, so the text area takes the combobox role. */
const combobox: Readonly<Record<string, string>> = {
  role: 'combobox',
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
  'aria-controls': listId,
};

/** The message being written: text, its completions, its context, the model and Send or Stop. */
export const Composer = (props: { model: ChatModel; insertion: Insertion; handlers: ComposerHandlers }) => {
  const { model, insertion, handlers } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const [waits, setWaits] = useState(false);
  const message = useMessageText({
    area,
    initial: model.draft,
    insertion,
    said: () => model.messages.filter(({ role }) => role === 'user').map(({ text }) => text),
    onDraft: handlers.draft,
  });
  const completion = useCompletion(handlers.complete, (items) =>
    handlers.announce(items.length > 0 ? counted('suggestionCount', items.length) : t('noSuggestions')),
  );
  const { text } = message;
  const basis = [
    model.session?.id,
    model.project?.id,
    model.model.label,
    model.messages.length,
    model.running,
    model.folders,
    ...model.attachments,
  ];
  const preview = usePreview(handlers.preview, text, model.attachments, basis.join('\n'));
  const { open } = completion;
  const closed = model.readOnly === true;

  // The text was replaced, and the returning focus asked for completions of the old one.
  useEffect(completion.close, [insertion.turn]);
  // The editor may open folders after its window, when the user has already typed.
  useEffect(() => {
    if (area.current?.matches(':focus')) completion.comeBack(area.current.value, area.current.selectionStart);
  }, [model.folders]);

  // The hint that sending must wait is out of date.
  useEffect(() => setWaits(false), [model.running]);

  const send = (): void => {
    if (text.trim() === '' || closed) return;
    if (model.running) {
      setWaits(true);
      return handlers.announce(t('stillAnswering'));
    }
    completion.close();
    message.clear();
    handlers.send(text);
    area.current?.focus();
  };
  const stop = (): void => {
    handlers.stop();
    area.current?.focus();
  };
  const take = (item: CompletionView): void => {
    if (!open || !area.current) return;
    const caret = area.current.selectionStart;
    completion.close();
    if (item.template !== undefined) {
      message.write(withoutWord(text, caret, open.target), 0);
      handlers.template(item.template);
      return;
    }
    const done = complete(text, caret, open.target, item.insert);
    message.write(done.text, done.caret);
  };
  const addContext = (): void => {
    const at = area.current?.selectionStart ?? text.length;
    const head = text.slice(0, at) + (/(?:^|\s)$/.test(text.slice(0, at)) ? '@' : ' @');
    const value = head + text.slice(at);
    message.write(value, head.length);
    area.current?.focus();
    void completion.look(value, head.length);
  };
  const onListKey = (key: string): boolean => {
    const chosen = open?.items[open.chosen];
    if (!open || !chosen) return false;
    if (key === 'Enter' || key === 'Tab') take(chosen);
    else if (key === 'Escape') completion.close();
    else return completion.move(key);
    return true;
  };
  const onMessageKey = (key: string, { value, selectionStart, selectionEnd }: HTMLTextAreaElement): boolean => {
    const before = value.slice(0, selectionStart);
    const after = value.slice(selectionEnd);
    switch (key) {
      case 'Enter':
        send();
        return true;
      case 'Escape':
        if (model.running) stop();
        return model.running;
      // From a line between, the caret moves.
      case 'ArrowUp':
        return !closed && !before.includes('\n') && message.recall(1);
      case 'ArrowDown':
        return !closed && !after.includes('\n') && message.recall(-1);
      case 'ArrowLeft':
      case 'ArrowRight':
        completion.close();
        return false;
      default:
        return false;
    }
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (onListKey(event.key) || onMessageKey(event.key, event.currentTarget)) event.preventDefault();
  };

  return (
    <form class="composer" aria-label={t('message')} onSubmit={(event) => event.preventDefault()}>
      {waits && <p class="hint">{t('stillAnswering')}</p>}
      <div class="box">
        <Suggestions
          items={open?.items ?? []}
          typed={open?.target.text ?? ''}
          chosen={open?.chosen ?? 0}
          onTake={take}
        />
        <Chips attached={model.attachments} preview={preview?.context ?? null} onRemove={handlers.detach} />
        <textarea
          ref={area}
          rows={2}
          dir="auto"
          {...combobox}
          aria-label={t('messageToDevplan')}
          aria-expanded={open !== null}
          aria-activedescendant={open ? optionId(open.chosen) : undefined}
          placeholder={t(closed ? 'readOnlyHere' : 'whatShouldChange')}
          readOnly={closed}
          value={text}
          onInput={(event) => {
            const { value, selectionStart } = event.currentTarget;
            message.typed(value);
            void completion.look(value, selectionStart);
          }}
          onKeyDown={onKeyDown}
          onMouseDown={completion.close}
          onBlur={completion.leave}
          onFocus={({ currentTarget }) => completion.comeBack(currentTarget.value, currentTarget.selectionStart)}
        />
        <ComposerBar
          model={model.model.label}
          preview={closed ? null : (preview?.context ?? null)}
          running={model.running}
          closed={closed}
          empty={text.trim() === ''}
          estimate={model.running || text.trim() === '' ? null : (preview?.estimate ?? null)}
          onAddContext={addContext}
          onSend={send}
          onStop={stop}
        />
      </div>
    </form>
  );
};
