import type { PhaseView, SectionView } from '../../src/shared/sectionViews';
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

const Phase = ({ phase, handlers }: { phase: PhaseView; handlers: TaskHandlers }) => {
  const title = phase.title || t('tasksWithoutPhase');
  return (
    <section class="phase" aria-label={title}>
      <h3>
        <span>{title}</span>
        <span class="dim num">{phaseSummary(phase)}</span>
      </h3>
      <ul class="tasks">
        {phase.tasks.map((task, index) => (
          <TaskRow key={task.id ?? index} task={task} handlers={handlers} />
        ))}
      </ul>
    </section>
  );
};

const summaryOf = ({ phases, items }: SectionView): string => {
  if (phases === null) return items > 0 ? counted('items', items) : '';
  const tasks = phases.reduce((sum, phase) => sum + phase.tasks.length, 0);
  return t('tasksInPhases', counted('taskCount', tasks), counted('phaseCount', phases.length));
};

/** The plan's sections; the first and the one with the tasks are open initially. */
export const Sections = ({ sections, handlers }: { sections: readonly SectionView[]; handlers: TaskHandlers }) => (
  <div class="sections">
    {sections.map((section, index) => (
      <Disclosure
        key={section.title}
        id={`section ${section.title}`}
        class="section"
        initially={index === 0 || section.phases !== null}
        summary={
          <>
            <h2>{section.title}</h2>
            <span class="dim s">{summaryOf(section)}</span>
          </>
        }
      >
        <div class="body">
          {section.body.trim() && <Markdown text={section.body} />}
          {section.phases?.map((phase, position) => (
            <Phase key={`${position} ${phase.title}`} phase={phase} handlers={handlers} />
          ))}
          {!section.body.trim() && !section.phases?.length && <p class="dim">{t('emptySection')}</p>}
        </div>
      </Disclosure>
    ))}
  </div>
);
