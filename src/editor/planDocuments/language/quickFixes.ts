import * as vscode from 'vscode';
import { markReferenceNew, replaceReference } from '../../../context/references/referenceFixes';
import type { TextEdit } from '../../../domain/grammar/planModel';
import { parsePlanUri } from '../uris';
import { editorRange, type PlanChecks, referenceRange } from './planChecks';

/** Offers to replace a broken reference with the nearest match, or to mark its file as new. */
export class ReferenceFixes implements vscode.CodeActionProvider {
  constructor(private readonly checks: PlanChecks) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (parsePlanUri(document.uri)?.version !== null) return [];
    const { references } = await this.checks.of(document);
    const actions: vscode.CodeAction[] = [];
    for (const reference of references) {
      const at = referenceRange(document, reference);
      if ((reference.state !== 'missing' && reference.state !== 'ambiguous') || !at.intersection(range)) continue;
      const offer = (title: string, { range: target, text }: TextEdit, isPreferred: boolean): void => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.replace(document.uri, editorRange(document, target), text);
        action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.range.isEqual(at));
        action.isPreferred = isPreferred;
        actions.push(action);
      };
      const { nearest } = reference;
      if (nearest !== null)
        offer(vscode.l10n.t('Replace by `{0}`', nearest), replaceReference(reference, nearest), true);
      if (reference.kind === 'path' && reference.state === 'missing')
        offer(vscode.l10n.t('Mark as new'), markReferenceNew(document.getText(), reference), nearest === null);
    }
    return actions;
  }
}
