import { Fragment } from 'preact';
import type { PhaseView, SectionView, TaskView } from '../../src/shared/sectionViews';
import { showControls } from '../bidi';
import { Markdown } from '../markdownView';
import { counted, t } from '../words';
import { Disclosure } from './disclosure';
import { workOf } from './estimates';
import { type TaskHandlers, TaskRow } from './task';

const phaseSummary = ({ tasks }: PhaseView): string => {
  const work = workOf(tasks);
  const done = t('doneOf', tasks.filter((task) => task.done).length, tasks.length);
  return work ? `${done} · ${t('left', work.left)}` : done;
};

/** The tasks in lists, each with the text above it. */
const listsOf = ({ tasks, texts }: PhaseView): { readonly text: string; readonly tasks: readonly TaskView[] }[] => {
  const starts = texts.flatMap((text, at) => (text || at === 0 ? [at] : []));
  return starts.map((at, index) => ({ text: texts[at] ?? '', tasks: tasks.slice(at, starts[index + 1]) }));
};

const Phase = ({ phase, isSection, handlers }: { phase: PhaseView; isSection: boolean; handlers: TaskHandlers }) => {
  const title = showControls(phase.title) || t('tasksWithoutPhase');
  return (
    <section class="phase" aria-label={title}>
      {!isSection && (
        <h3>
          <span>{title}</span>
          <span class="dim num">{phaseSummary(phase)}</span>
        </h3>
      )}
      {listsOf(phase).map(({ text, tasks }, position) => (
        <Fragment key={position}>
          {text && <Markdown text={text} />}
          {tasks.length > 0 && (
            <ul class="tasks">
              {tasks.map((task, index) => (
                <TaskRow key={task.id ?? index} task={task} handlers={handlers} />
              ))}
            </ul>
          )}
        </Fragment>
      ))}
    </section>
  );
};

/** Whether a phase is its whole section, whose heading serves for both. */
const isWhole = (phase: PhaseView, { title, phases }: SectionView): boolean =>
  phases.length === 1 && phase.title === title;

const isEmpty = ({ body, phases }: SectionView): boolean =>
  !body && phases.every((phase) => listsOf(phase).every(({ text, tasks }) => !text && tasks.length === 0));

const summaryOf = (section: SectionView): string => {
  const { phases, items } = section;
  const [first] = phases;
  if (!first) return items > 0 ? counted('items', items) : '';
  if (isWhole(first, section)) return phaseSummary(first);
  const tasks = phases.reduce((sum, phase) => sum + phase.tasks.length, 0);
  return t('tasksInPhases', counted('taskCount', tasks), counted('phaseCount', phases.length));
};

const Body = ({ section, handlers }: { section: SectionView; handlers: TaskHandlers }) => (
  <div class="body">
    {section.body && <Markdown text={section.body} />}
    {section.phases.map((phase, position) => (
      <Phase key={`${position} ${phase.title}`} phase={phase} isSection={isWhole(phase, section)} handlers={handlers} />
    ))}
    {isEmpty(section) && <p class="dim">{t('emptySection')}</p>}
  </div>
);

/** A section's title, numbered where an earlier section has the same. */
const nameAt = (sections: readonly SectionView[], index: number, title: string): string => {
  const before = sections.slice(0, index).filter((section) => section.title === title).length;
  return before === 0 ? title : `${title} #${before + 1}`;
};

/** The plan's sections, of which the first and those with tasks are open initially; text outside of them stays open. */
export const Sections = ({ sections, handlers }: { sections: readonly SectionView[]; handlers: TaskHandlers }) => {
  const first = sections.find(({ title }) => title);
  const names = sections.map(({ title }, index) => nameAt(sections, index, title));
  return (
    <div class="sections">
      {sections.map((section, index) =>
        section.title ? (
          <Disclosure
            key={names[index]}
            id={`section ${names[index]}`}
            class="section"
            initially={section === first || section.phases.length > 0}
            summary={
              <>
                <h2>{showControls(section.title)}</h2>
                <span class="dim s">{summaryOf(section)}</span>
              </>
            }
          >
            <Body section={section} handlers={handlers} />
          </Disclosure>
        ) : (
          <Body key={index} section={section} handlers={handlers} />
        ),
      )}
    </div>
  );
};
