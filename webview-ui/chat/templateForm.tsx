import { useEffect, useRef } from 'preact/hooks';
import type { FormView } from '../../src/shared/formView';
import type { Answer } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { isComposing } from '../composing';
import { useKept } from '../kept';
import { useSending } from '../sending';
import { Button, TextField } from '../toolkit';
import { t } from '../words';

/** What becomes of the form. */
export interface FormHandlers {
  /** Tells whether it went out. */
  readonly fill: (answers: readonly Answer[]) => Promise<boolean>;
  readonly cancel: () => void;
}

/** The fields of a chosen template; it can be sent once every required one is answered. Escape closes it, and keeps what is written. */
export const TemplateForm = ({ form, handlers }: { form: FormView; handlers: FormHandlers }) => {
  /** By question: the template may have other ones by now. */
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
