import * as vscode from 'vscode';
import { wantedSections } from '../../../plans/planReader';
import { orNull } from '../../../domain/errors';
import { checkPlan } from '../../../domain/grammar/planCheck';
import { parsePlan } from '../../../domain/grammar/planDocument';
import type { PlanDocument, PlanProblem, TextRange } from '../../../domain/grammar/planModel';
import type { CheckedReference } from '../../../domain/references';
import { referenceProblems } from '../../../generation/referenceProblems';
import type { OpenCore } from '../../core';
import { parsePlanUri } from '../uris';

/** The check results for one state of a plan document. */
export interface PlanCheck {
  readonly plan: PlanDocument;
  readonly references: readonly CheckedReference[];
  readonly problems: readonly PlanProblem[];
}

/** Checks plan documents against the workspace, each state of a document once. */
export class PlanChecks {
  private readonly known = new WeakMap<vscode.TextDocument, { version: number; check: Promise<PlanCheck> }>();

  constructor(private readonly core: OpenCore) {}

  of(document: vscode.TextDocument): Promise<PlanCheck> {
    const { version } = document;
    const before = this.known.get(document);
    if (before?.version === version) return before.check;
    const check = this.check(document);
    this.known.set(document, { version, check });
    // Retry a failed check on the next call.
    check.catch(() => this.forget(document));
    return check;
  }

  /** Drops a document's cached check after the workspace changed. */
  forget(document: vscode.TextDocument): void {
    this.known.delete(document);
  }

  private async check(document: vscode.TextDocument): Promise<PlanCheck> {
    const text = document.getText();
    const plan = parsePlan(text);
    const { checkReferences, storage } = await this.core();
    const references = await checkReferences(text);
    const stored = await orNull(storage.plans.get(parsePlanUri(document.uri)?.planId ?? ''));
    const options = stored === null ? {} : wantedSections(stored);
    return { plan, references, problems: [...checkPlan(plan, options), ...referenceProblems(plan, references)] };
  }
}

/** A range of a plan's text as an editor range. */
export const editorRange = (document: vscode.TextDocument, { start, end }: TextRange): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

/** The range of a reference in its document. */
export const referenceRange = (document: vscode.TextDocument, { offset, length }: CheckedReference): vscode.Range =>
  editorRange(document, { start: offset, end: offset + length });

/** The reference at a position; the shortest if several overlap. */
export const referenceAt = (
  document: vscode.TextDocument,
  references: readonly CheckedReference[],
  position: vscode.Position,
): CheckedReference | undefined => {
  const at = document.offsetAt(position);
  return references
    .filter(({ offset, length }) => at >= offset && at <= offset + length)
    .reduce<CheckedReference | undefined>((a, b) => (a && a.length <= b.length ? a : b), undefined);
};
