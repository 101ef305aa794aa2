import * as vscode from 'vscode';
import { parsePlan } from '../../../domain/grammar/planDocument';
import type { OpenCore } from '../../core';
import { allTasks } from '../../../domain/grammar/planModel';

const maxPaths = 200;
const dependsPattern = /\bdepends on\**:\**\s*(?:[\w.-]+\s*,\s*)*([\w.-]*)$/i;

/** Completes paths inside backticks, and task ids after `Depends on:`. */
export class PlanCompletions implements vscode.CompletionItemProvider {
  static readonly triggers = ['`', '/', ' '];

  constructor(private readonly core: OpenCore) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | null> {
    const before = document.lineAt(position).text.slice(0, position.character);
    const ids = dependsPattern.exec(before);
    if (ids) return new vscode.CompletionList(taskItems(document, position, ids[1] ?? ''));
    const typed = openPath(before);
    return typed === null ? null : this.pathItems(position, typed);
  }

  private async pathItems(position: vscode.Position, typed: string): Promise<vscode.CompletionList> {
    const { files } = await this.core();
    const wanted = typed.toLowerCase();
    const fitting = (await files.list()).filter(({ path }) => path.toLowerCase().includes(wanted));
    const range = new vscode.Range(position.translate(0, -typed.length), position);
    const items = fitting.slice(0, maxPaths).map(({ path }) => {
      const item = new vscode.CompletionItem(path, vscode.CompletionItemKind.File);
      item.range = range;
      return item;
    });
    return new vscode.CompletionList(items, fitting.length > maxPaths);
  }
}

/** The path typed so far after an open backtick; null elsewhere. */
const openPath = (before: string): string | null => {
  const parts = before.split('`');
  const typed = parts.at(-1) ?? '';
  return parts.length % 2 === 0 && /^[\w./@()[\]+-]*$/.test(typed) ? typed : null;
};

const taskItems = (
  document: vscode.TextDocument,
  position: vscode.Position,
  typed: string,
): vscode.CompletionItem[] => {
  const range = new vscode.Range(position.translate(0, -typed.length), position);
  const tasks = allTasks(parsePlan(document.getText()));
  return tasks
    .filter(({ line }) => line !== ownLine(tasks, position.line))
    .flatMap(({ id, title }, index) => {
      if (id === null) return [];
      const item = new vscode.CompletionItem({ label: id, description: title }, vscode.CompletionItemKind.Reference);
      item.range = range;
      // Keep the plan's order: T10 after T9.
      item.sortText = String(index).padStart(4, '0');
      return [item];
    });
};

/** The first line of the task that contains a line; a task cannot depend on itself. */
const ownLine = (tasks: readonly { readonly line: number }[], line: number): number | undefined =>
  tasks.findLast((task) => task.line <= line)?.line;
