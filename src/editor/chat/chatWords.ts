import * as vscode from 'vscode';
import type { AgentEvent } from '../../agent/planningAgent';
import type { Question } from '../../domain/conversation';
import type { ActionView, Answer, ChatState, NoticeView } from '../../shared/protocol';
import type { Core } from '../core';
import { readOnlyNotice } from '../readOnly';
import { describeFailure } from '../report';
import { readFolders } from '../workspace/openRoots';

/** The entries of More Actions; a conversation that has not begun cannot be renamed or deleted. */
export const chatMenu = (sessionId: string | null): ActionView[] => [
  ...(sessionId === null
    ? []
    : [
        { label: vscode.l10n.t('Rename Conversation...'), command: 'devplan.renameConversation', args: [sessionId] },
        { label: vscode.l10n.t('Delete Conversation...'), command: 'devplan.deleteConversation', args: [sessionId] },
      ]),
  { label: vscode.l10n.t('Open Conversation...'), command: 'devplan.openConversation' },
  { label: vscode.l10n.t('Set API Key...'), command: 'devplan.setApiKey' },
];

/** What a turn is doing while it outputs no text. */
export const progressText = (event: Extract<AgentEvent, { type: 'drafting' | 'waiting' }>): string =>
  event.type === 'drafting'
    ? vscode.l10n.t('Writing the plan: {0} characters', event.characters)
    : vscode.l10n.t('{0}. Trying again in {1} s', describeFailure(event.failure).title, event.seconds);

/** The answers as a message, one line per question. */
export const answerText = (questions: readonly Question[], answers: readonly Answer[]): string =>
  answers
    .map(({ id, options, text }) => {
      const asked = questions.find((question) => question.id === id)?.text ?? '';
      return `${asked} ${[...options, text].filter(Boolean).join(', ') || vscode.l10n.t('(your choice)')}`;
    })
    .join('\n');

/** How a turn ended, in a sentence for the live region. */
export const endWords = (message: {
  state: string;
  planVersion: number | null;
  questions: readonly unknown[];
}): string => {
  if (message.state === 'failed') return vscode.l10n.t('The turn failed.');
  if (message.state === 'cancelled') return vscode.l10n.t('Stopped.');
  if (message.planVersion === 1) return vscode.l10n.t('The plan is ready.');
  if (message.planVersion !== null) return vscode.l10n.t('Version {0} is proposed.', message.planVersion);
  return message.questions.length > 0
    ? vscode.l10n.t('DevPlan asks a question.')
    : vscode.l10n.t('DevPlan has answered.');
};

/** Why files cannot be read here, and what helps; null if they can. */
const filesNotice = (): NoticeView | null => {
  if (!vscode.workspace.workspaceFolders?.length)
    return {
      text:
        vscode.workspace.name === undefined
          ? vscode.l10n.t(
              'No folder is open: plans come from the words alone, and all windows without a folder share them.',
            )
          : vscode.l10n.t('No folder is open: plans come from the words alone.'),
      actions: [{ label: vscode.l10n.t('Open Folder'), command: 'workbench.action.files.openFolder' }],
    };
  if (vscode.workspace.isTrusted) return null;
  const manage = { label: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' };
  return { text: vscode.l10n.t('Restricted mode: files of this workspace are not read.'), actions: [manage] };
};

/** What the chat can currently do in this window and workspace. */
export const surroundings = (core: Core): Pick<ChatState, 'notice' | 'readOnly' | 'folders'> => {
  const closed = readOnlyNotice(core);
  return { notice: closed ?? filesNotice(), readOnly: closed !== null, folders: readFolders() };
};
