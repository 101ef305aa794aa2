import * as vscode from 'vscode';
import { mentionOf } from '../context/mentions';
import type { SeenContext, SeenPart } from '../domain/conversation';
import type { ContextPartView, ContextView } from '../shared/contextView';
import { action } from './actions';

/** What a model saw, worded for display; parts over the budget offer to be added to the next message. */
export const contextView = ({ parts, leftOut, budget }: SeenContext): ContextView => ({
  parts: parts.map(partView),
  leftOut: leftOut.map((part) => ({ ...partView(part), ...nextTime(part) })),
  tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
  budget,
});

const partView = (part: SeenPart): ContextPartView => ({
  source: part.source,
  label: label(part),
  detail: detail(part),
  tokens: part.tokens,
  path: part.path ?? null,
  line: part.startLine ?? null,
});

const nextTime = ({ reason, path, startLine, endLine }: SeenPart): Pick<ContextPartView, 'action'> => {
  if (reason !== 'budget' || path === undefined) return {};
  const lines = startLine === undefined || endLine === undefined ? null : ([startLine, endLine] as const);
  return { action: action(vscode.l10n.t('Add Next Time'), 'addMentionToChat', mentionOf(path, lines)) };
};

const label = ({ source, title, path, startLine, endLine }: SeenPart): string => {
  const { t } = vscode.l10n;
  if (path !== undefined) return startLine === undefined ? path : `${path}:${startLine}–${endLine ?? startLine}`;
  switch (source) {
    case 'project':
      return t('Project summary');
    case 'plan':
      return t('Plan under discussion, full text');
    case 'otherPlans':
      return t('Other plans');
    case 'decisions':
      return t('Decisions');
    case 'conversations':
      return t('Earlier conversations');
    case 'openEditors':
      return t('Open editors');
    case 'facts':
      return t('Workspace facts');
    case 'workspace':
      return t('What matches in the files');
    case 'history':
      return t('This conversation');
    default:
      return title;
  }
};

const detail = ({ reason, detail: about = '', tokens }: SeenPart): string => {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'chosen':
      return about;
    case 'discussed':
      return t('what the conversation is about');
    case 'sameProject':
      return t('titles, same project');
    case 'named':
      return t('named in the message');
    case 'defines':
      return t('defines {0}', about);
    case 'attached':
      return about;
    case 'matches':
      return about === '' ? t('matches the message') : about;
    case 'overview':
      return t('languages, scripts, folders, README');
    case 'open':
      return t('names only');
    case 'earlier': {
      const [turns = '0', summarised = '0'] = about.split(' ');
      const messages = turns === '1' ? t('1 message') : t('{0} messages', turns);
      return summarised === '0' ? messages : t('{0}, {1} summarised', messages, summarised);
    }
    case 'budget':
      return t('over the budget, {0} tokens', tokens);
    case 'excluded':
      return t('secrets are never read');
    case 'ignored':
      return t('ignored, excluded or not trusted');
    case 'notFound':
      return t('not found');
    case 'unreadable':
      return t('too large, binary, or cannot be read');
    case 'failed':
      return t('the search failed; the log tells why');
    case 'nothing':
      return t('nothing there');
  }
};
