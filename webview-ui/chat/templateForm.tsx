import { useEffect, useRef } from 'preact/hooks';
import type { FormView } from '../../src/shared/formView';
import type { Answer } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { isComposing } from '../composing';
import { useKept } from '../kept';
import { useSending } from '../sending';
import { Button, TextField } from '../toolkit';
import { t } from '../words';

/** What the form's controls do. */
export interface FormHandlers {
  /** Resolves to true if the answers were sent. */
  readonly fill: (answers: readonly Answer[]) => Promise<boolean>;
  readonly cancel: () => void;
}

/** A chosen template's form; can be sent once all required fields are filled. Escape closes it, keeping the answers. */
export const TemplateForm = ({ form, handlers }: { form: FormView; handlers: FormHandlers }) => {
  /** By question id: the template's questions may have changed. */
  const [texts, setTexts, forget] = useKept<Readonly<Record<string, string>>>(`template ${form.title}`, {});
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (document.hasFocus()) element.current?.querySelector<HTMLElement>('vscode-text-field')?.focus();
  }, []);
  const cancel = (): void => {
    forget();
    handlers.cancel();
  };
  const [, send] = useSending();
  const fill = async (): Promise<boolean> => {
    const answers = form.questions.map(({ id }) => ({ id, options: [], text: texts[id] ?? '' }));
    const isSent = await handlers.fill(answers);
    if (isSent) forget();
    return isSent;
  };
  const complete = form.questions.every(({ id, required }) => !required || (texts[id] ?? '').trim() !== '');
  return (
    <form
      ref={element}
      class="card ask template"
      aria-label={form.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isComposing(event)) handlers.cancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) send(fill);
      }}
    >
      <h2>{form.title}</h2>
      {form.detail && <p>{form.detail}</p>}
      {form.questions.map(({ id, text, required }) => (
        <fieldset key={id} class="field">
          <legend>
            {showControls(text)} {!required && <span class="quiet">{t('optional')}</span>}
          </legend>
          <TextField
            label={showControls(text)}
            placeholder={t('yourAnswer')}
            value={texts[id] ?? ''}
            onInput={(value) => setTexts({ ...texts, [id]: value })}
          />
        </fieldset>
      ))}
      <div class="acts">
        <Button primary submit disabled={!complete}>
          {t('makePlan')}
        </Button>
        <Button onClick={cancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
};
