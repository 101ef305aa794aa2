import { UserError } from '../domain/errors';

/** What can be wrong with a template's file. */
export type TemplateProblem =
  | 'noFrontMatter'
  | 'strangeLine'
  | 'strangeField'
  | 'missingValue'
  | 'unknownField'
  | 'noRequest'
  | 'idTaken';

/** The error for a template that cannot be used; `text` is the part of its file that is wrong, `name` what the problem is about. */
export const templateProblem = (
  file: string,
  reason: TemplateProblem,
  { text = '', name = '' }: { readonly text?: string; readonly name?: string } = {},
): UserError => new UserError('unknownFormat', { file, reason, text, name });
