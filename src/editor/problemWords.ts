import * as vscode from 'vscode';
import type { PlanProblem } from '../domain/grammar/planModel';

const missingWords = ({ kind, path, text }: PlanProblem['args']): string => {
  switch (kind) {
    case 'line':
      return vscode.l10n.t('`{0}` is past the end of the file.', text ?? '');
    case 'symbol':
      return vscode.l10n.t('`{0}` is not in `{1}`.', text ?? '', path ?? '');
    case 'script':
      return vscode.l10n.t('There is no script `{0}`.', path ?? '');
    default:
      return vscode.l10n.t('`{0}` not found.', path ?? '');
  }
};

const nearestWords = ({ kind, nearest }: PlanProblem['args']): string =>
  nearest && kind !== 'line' ? vscode.l10n.t('Nearest: `{0}`', nearest) : '';

/** A plan's problem in a sentence. */
export const problemWords = ({ code, args, taskId }: PlanProblem): string => {
  const t = vscode.l10n.t;
  const arg = (name: string): string => String(args[name] ?? '');
  const task = taskId ?? arg('task');
  switch (code) {
    case 'missingTitle':
      return t('The plan has no title.');
    case 'missingSection':
      return t('The section "{0}" is missing.', arg('section'));
    case 'emptySection':
      return t('The section "{0}" is empty.', arg('section'));
    case 'duplicateTask':
      return t('{0} is used by more than one task.', task);
    case 'unknownDependency':
      return t('{0} depends on {1}, which does not exist.', task, arg('dependency'));
    case 'cyclicDependency':
      return t('{0} depends on itself: {1}.', task, arg('cycle'));
    case 'missingAcceptance':
      return t('{0} has no acceptance.', task);
    case 'missingReference':
      return [missingWords(args), nearestWords(args)].filter(Boolean).join(' ');
    case 'ambiguousReference':
      return t('`{0}` could be several files.', arg('path'));
    case 'planTooLong':
      return t('The plan is long for what was asked: about {0} tokens, {1} would do.', arg('tokens'), arg('budget'));
  }
};
