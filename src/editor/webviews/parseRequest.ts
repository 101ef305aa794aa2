import * as vscode from 'vscode';
import type { ZodType } from 'zod';
import { UserError } from '../../domain/errors';
import { wordsLanguage } from '../language';

/** Parses a webview request's parameters; a text that is too long is a user error, anything else a bug. */
export const parseRequest = (schema: ZodType, params: unknown): never => {
  const { success, data, error } = schema.safeParse(params);
  if (success) return data as never;
  const long = error.issues.find((issue) => issue.code === 'too_big' && issue.origin === 'string');
  if (long?.code !== 'too_big') throw error;
  const reason = vscode.l10n.t('longer than {0} characters', long.maximum.toLocaleString(wordsLanguage()));
  throw new UserError('invalidInput', { field: vscode.l10n.t('Your text'), reason });
};
