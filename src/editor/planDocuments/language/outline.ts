import * as vscode from 'vscode';
import { parsePlan } from '../../../domain/grammar/planDocument';
import { contains, type PlanPhase, type PlanTask, type TextRange } from '../../../domain/grammar/planModel';

const symbol = (
  document: vscode.TextDocument,
  kind: vscode.SymbolKind,
  name: string,
  detail: string,
  { start, end }: TextRange,
): vscode.DocumentSymbol => {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  return new vscode.DocumentSymbol(name || '…', detail, kind, range, document.lineAt(range.start).range);
};

const taskSymbol = (document: vscode.TextDocument, { id, title, done, range }: PlanTask): vscode.DocumentSymbol =>
  symbol(
    document,
    vscode.SymbolKind.Method,
    [id, title].filter(Boolean).join(' '),
    done ? vscode.l10n.t('done') : '',
    range,
  );

const phaseSymbol = (document: vscode.TextDocument, { title, tasks, range }: PlanPhase): vscode.DocumentSymbol => {
  const done = tasks.filter((task) => task.done).length;
  const detail = vscode.l10n.t('{0} of {1} done', done, tasks.length);
  const phase = symbol(document, vscode.SymbolKind.Class, title || vscode.l10n.t('Tasks'), detail, range);
  phase.children = tasks.map((task) => taskSymbol(document, task));
  return phase;
};

/** The outline of a plan: sections, their phases, and the phases' tasks. */
export const planSymbols = (document: vscode.TextDocument): vscode.DocumentSymbol[] => {
  const { sections, phases } = parsePlan(document.getText());
  return sections.map(({ title, range }) => {
    const section = symbol(document, vscode.SymbolKind.Namespace, title, '', range);
    section.children = phases
      .filter((phase) => contains(range, phase.range.start))
      .map((phase) => phaseSymbol(document, phase));
    return section;
  });
};

/** Folding ranges for sections, phases and tasks of more than one line. */
export const planFolds = (document: vscode.TextDocument): vscode.FoldingRange[] => {
  const text = document.getText();
  const { sections, phases } = parsePlan(text);
  const parts = [...sections, ...phases, ...phases.flatMap(({ tasks }) => tasks)];
  return parts.flatMap(({ line, range }) => {
    const last = document.positionAt(range.start + text.slice(range.start, range.end).trimEnd().length).line;
    return last > line ? [new vscode.FoldingRange(line, last)] : [];
  });
};
