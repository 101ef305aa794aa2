import * as vscode from 'vscode';
import { readPlanText } from '../../plans/planReader';
import type { DevPlan } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import { handOffPrompt, type HandOffScope, openTasks } from '../../generation/handOff';
import type { CommandContext, CommandTable } from './command';
import { scopeIn, targetSaved } from './targets';

const openChat = 'workbench.action.chat.open';

/** Commands that hand off a task, a phase or a plan to whoever implements it. */
export const handOffCommands: CommandTable = {
  async copyAsPrompt(context, ...args) {
    const prompt = await targetPrompt(context, args);
    if (prompt === undefined) return;
    await vscode.env.clipboard.writeText(prompt);
    void vscode.window.setStatusBarMessage(vscode.l10n.t('$(clippy) Copied as a prompt'), 3000);
  },

  async startInEditorChat(context, ...args) {
    const prompt = await targetPrompt(context, args);
    if (prompt === undefined) return;
    // Not sent at once, so that the user can read the prompt first.
    if ((await vscode.commands.getCommands(true)).includes(openChat))
      return void (await vscode.commands.executeCommand(openChat, { query: prompt, isPartialQuery: true }));
    await vscode.env.clipboard.writeText(prompt);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This editor has no chat of its own. The prompt is in the clipboard.'),
    );
  },
};

/** The prompt for a command's target, or for the part of a plan that the user picks. */
const targetPrompt = async (context: CommandContext, args: readonly unknown[]): Promise<string | undefined> => {
  const plan = await targetSaved(context, args[0]);
  if (!plan) return undefined;
  const { text } = await readPlanText((await context.core()).storage, plan.id);
  const scope = scopeIn(args) ?? (await pickScope(plan, text));
  if (!scope) return undefined;
  const prompt = handOffPrompt(text, scope);
  if (prompt === null) void vscode.window.showInformationMessage(vscode.l10n.t('Nothing is open there: all is done.'));
  return prompt ?? undefined;
};

const pickScope = async (plan: DevPlan, text: string): Promise<HandOffScope | undefined> => {
  const document = parsePlan(text);
  const count = (scope: HandOffScope): string => vscode.l10n.t('{0} open', openTasks(document, scope).length);
  const whole: HandOffScope = { kind: 'plan' };
  const picks: (vscode.QuickPickItem & { scope: HandOffScope })[] = [
    { label: `$(checklist) ${plan.title}`, description: count(whole), scope: whole },
    ...document.phases.flatMap(({ title, tasks }, index) => {
      const scope: HandOffScope = { kind: 'phase', index };
      const open = tasks.filter(({ done, id }) => !done && id !== null);
      return [
        { label: `$(list-tree) ${title || vscode.l10n.t('Tasks')}`, description: count(scope), scope },
        ...open.map(({ id, title: task }) => ({
          label: `$(circle-large-outline) ${id} ${task}`,
          scope: { kind: 'task' as const, taskId: id! },
        })),
      ];
    }),
  ];
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Hand on what') }))?.scope;
};
