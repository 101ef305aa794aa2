import * as vscode from 'vscode';
import type { ErrorArgs } from '../../domain/errors';
import type { TemplateProblem } from '../../generation/templateProblem';

/** Why a template's file cannot be used, as text for the user; if it could not be read, the reason is text already. */
export const templateProblemWords = ({ reason = '', text = '', name = '' }: ErrorArgs): string => {
  const { t } = vscode.l10n;
  switch (reason as TemplateProblem) {
    case 'noFrontMatter':
      return t('front matter between --- lines is missing');
    case 'strangeLine':
      return t('"{0}" is neither "name: value" nor "- item"', text);
    case 'strangeField':
      return t('field "{0}" is not "name: question"', text);
    case 'missingValue':
      return t('"{0}" is missing', name);
    case 'unknownField':
      return t('{0} is no field', text);
    case 'noRequest':
      return t('the request below the front matter is missing');
    case 'idTaken':
      return t('"{0}" is not free: {1} has it, too', text, name);
    default:
      return String(reason);
  }
};
