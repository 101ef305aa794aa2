import type { PlanProblem } from '../domain/grammar/planModel';

const missingText = ({ kind, path, text, nearest }: PlanProblem['args']): string => {
  const near = nearest ? `; the nearest is ${nearest}` : '';
  if (kind === 'line') return `The file ${path} ends before ${text}.`;
  if (kind === 'symbol') return `${text} is not in ${path}${near}.`;
  return `The ${kind === 'script' ? 'script' : 'file'} ${path} does not exist${near}.`;
};

/** A plan's problem as a sentence for a model; users see the editor's own text. */
export const problemText = ({ code, args }: PlanProblem): string => {
  const arg = (name: string): string => String(args[name] ?? '');
  switch (code) {
    case 'missingTitle':
      return 'The plan has no title.';
    case 'missingSection':
      return `The section "${arg('section')}" is missing.`;
    case 'emptySection':
      return `The section "${arg('section')}" is empty.`;
    case 'duplicateTask':
      return `${arg('task')} is the id of more than one task.`;
    case 'unknownDependency':
      return `${arg('task')} depends on "${arg('dependency')}", which is no task of the plan.`;
    case 'cyclicDependency':
      return `The dependencies ${arg('cycle')} lead back to where they begin.`;
    case 'missingAcceptance':
      return `${arg('task')} does not say when it is done.`;
    case 'missingReference':
      return missingText(args);
    case 'ambiguousReference':
      return `The file ${arg('path')} could be several files.`;
    case 'planTooLong':
      return `The plan is about ${arg('tokens')} tokens long; ${arg('budget')} would do.`;
    default:
      return code satisfies never;
  }
};
