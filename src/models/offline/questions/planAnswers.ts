import { parsePlan } from '../../../domain/grammar/planDocument';
import type { Turn } from '../conversation';
import { tasksOf } from '../revise/planPlaces';
import type { Words } from '../words/words';

/** The most plans that the context shows. */
const maxShown = 20;

/** The plans of the project, as listed in the context. */
export const plansAnswer = ({ otherPlans, hasProject }: Turn, { answers }: Words): string[] => {
  if (otherPlans.length > 0)
    return [
      `${answers.plans(otherPlans.length, otherPlans.length >= maxShown)}\n${otherPlans.map((plan) => `- ${plan}`).join('\n')}`,
    ];
  return [hasProject ? answers.plansNone : answers.noProject];
};

/** What the plan under discussion says about a task, or its progress; null if it has no such task. */
export const discussedAnswer = (source: string, id: string | null, { answers }: Words): string[] | null => {
  const tasks = tasksOf(parsePlan(source));
  if (id !== null) {
    const task = tasks.find((own) => own.id === id.toUpperCase());
    if (!task) return null;
    const lines = [
      task.estimate === null ? '' : answers.estimate(task.estimate),
      task.files.length === 0 ? '' : answers.files(task.files.map(({ path }) => `\`${path}\``).join(', ')),
      task.dependsOn.length === 0 ? '' : answers.dependsOn(task.dependsOn.join(', ')),
      task.doneWhen === null ? '' : answers.doneWhen(task.doneWhen),
      task.notes,
    ];
    return [
      [answers.task(task.id, task.title), ...lines.filter((line) => line !== '').map((line) => `- ${line}`)].join('\n'),
    ];
  }
  const open = tasks.filter(({ done }) => !done);
  const next = open.find(({ dependsOn }) => dependsOn.every((before) => !open.some((task) => task.id === before)));
  return [
    answers.progress(tasks.length - open.length, tasks.length),
    open.length === 0
      ? answers.allDone
      : [answers.open, ...open.map((task) => `- ${answers.task(task.id, task.title)}`)].join('\n'),
    ...(next ? [answers.next(answers.task(next.id, next.title))] : []),
  ];
};
