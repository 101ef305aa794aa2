import type { Answer, MessageView } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { useKept } from '../kept';
import { useSending } from '../sending';
import { Button, Checkbox, RadioGroup, TextField } from '../toolkit';
import { counted, t } from '../words';

type Question = MessageView['questions'][number];

const OneQuestion = (props: { question: Question; answer: Answer; onAnswer: (answer: Answer) => void }) => {
  const { question, answer, onAnswer } = props;
  const words = showControls(question.text);
  return (
    <fieldset class={question.options.length > 0 ? 'listed' : ''}>
      <legend>{words}</legend>
      {question.multiple
        ? question.options.map((option) => (
            <Checkbox
              key={option}
              checked={answer.options.includes(option)}
              onChange={(checked) => {
                const others = answer.options.filter((other) => other !== option);
                onAnswer({ ...answer, options: checked ? [...others, option] : others });
              }}
            >
              {showControls(option)}
            </Checkbox>
          ))
        : question.options.length > 0 && (
            <RadioGroup
              label={words}
              options={question.options}
              value={answer.options[0] ?? ''}
              onChange={(value) => onAnswer({ ...answer, options: value ? [value] : [] })}
            />
          )}
      <TextField
        label={t('otherAnswerTo', words)}
        placeholder={t(question.options.length > 0 ? 'otherAnswer' : 'yourAnswer')}
        value={answer.text}
        onInput={(text) => onAnswer({ ...answer, text })}
      />
    </fieldset>
  );
};

/** The questions of one message as a form; skipping sends empty answers. `onAnswer` resolves to true if sent. */
export const QuestionForm = (props: {
  messageId: string;
  questions: readonly Question[];
  onAnswer: (answers: readonly Answer[]) => Promise<boolean>;
}) => {
  const { messageId, questions, onAnswer } = props;
  const none = questions.map(({ id }): Answer => ({ id, options: [], text: '' }));
  const [answers, setAnswers, forget] = useKept<readonly Answer[]>(`questions ${messageId}`, none);
  const [, send] = useSending();
  const answer = (given: readonly Answer[]): void =>
    send(async () => {
      const isSent = await onAnswer(given);
      if (isSent) forget();
      return isSent;
    });
  const answered = answers.some(({ options, text }) => options.length > 0 || text.trim() !== '');
  return (
    <form
      class="card ask"
      aria-label={t('questions')}
      onSubmit={(event) => {
        event.preventDefault();
        if (answered) answer(answers);
      }}
    >
      {questions.map((question, index) => (
        <OneQuestion
          key={question.id}
          question={question}
          answer={answers[index] ?? { id: question.id, options: [], text: '' }}
          onAnswer={(answer) => setAnswers(answers.with(index, answer))}
        />
      ))}
      <div class="acts">
        <Button primary submit disabled={!answered}>
          {t('answer')}
        </Button>
        <Button onClick={() => answer(none)}>{t('skip')}</Button>
      </div>
    </form>
  );
};

/** Answered questions, in one collapsed row. */
export const AnsweredQuestions = ({ questions }: { questions: readonly Question[] }) => (
  <details>
    <summary>
      <Icon name="chevron-right" />
      <Icon name="question" />
      <span>{counted('askedQuestions', questions.length)}</span>
    </summary>
    <ol>
      {questions.map((question) => (
        <li key={question.id}>{showControls(question.text)}</li>
      ))}
    </ol>
  </details>
);
