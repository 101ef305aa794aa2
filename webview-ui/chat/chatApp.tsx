import { Notice, Refusal } from '../notice';
import type { RefusalState } from '../refusals';
import { Announcer } from './announcer';
import { Composer, type ComposerHandlers } from './composer';
import { EmptyState } from './emptyState';
import { Head } from './head';
import type { MessageHandlers } from './message';
import type { ChatModel } from './reducer';
import { type FormHandlers, TemplateForm } from './templateForm';
import { Transcript } from './transcript';
import type { Insertion } from './useMessageText';

interface ChatAppProps {
  readonly model: ChatModel;
  readonly insertion: Insertion;
  readonly refusal: RefusalState;
  readonly messageHandlers: MessageHandlers;
  readonly composerHandlers: ComposerHandlers;
  readonly formHandlers: FormHandlers;
  readonly onInsert: (text: string) => void;
  readonly onCloseRefusal: () => void;
}

/** The chat: head, transcript or welcome, composer. */
export const ChatApp = (props: ChatAppProps) => {
  const { model, insertion, refusal } = props;
  const session = model.session?.id ?? '';
  return (
    <div class="chat">
      <Head model={model} />
      {model.notice && <Notice icon={model.readOnly ? 'lock' : 'info'} {...model.notice} />}
      {model.messages.length > 0 ? (
        <Transcript
          key={`transcript-${session}`}
          sessionId={session}
          messages={model.messages}
          reveal={model.reveal}
          closed={model.running || model.readOnly === true}
          sends={model.sends}
          handlers={props.messageHandlers}
        />
      ) : (
        <EmptyState
          starters={model.form ? [] : model.starters}
          offline={model.model.offline}
          closed={model.readOnly === true}
          onStart={props.onInsert}
        />
      )}
      <Announcer model={model} />
      {refusal.text && <Refusal key={refusal.turn} {...refusal} onClose={props.onCloseRefusal} />}
      {model.form && <TemplateForm key={model.forms} form={model.form} handlers={props.formHandlers} />}
      <Composer model={model} insertion={insertion} handlers={props.composerHandlers} />
    </div>
  );
};
