import * as vscode from 'vscode';
import type { Log } from '../../../domain/log';
import type { OpenCore } from '../../core';
import { planScheme } from '../uris';
import { PlanCompletions } from './completions';
import { PlanDiagnostics } from './diagnostics';
import { ReferenceHovers } from './hovers';
import { ReferenceLinks } from './links';
import { planFolds, planSymbols } from './outline';
import { PlanChecks } from './planChecks';
import { ReferenceFixes } from './quickFixes';
import { StatusLens } from './statusLens';

/** Registers all language features of plan documents. */
export const registerPlanLanguage = (core: OpenCore, log: Log): vscode.Disposable => {
  const plans: vscode.DocumentSelector = { scheme: planScheme };
  const checks = new PlanChecks(core);
  const lens = new StatusLens(core);
  return vscode.Disposable.from(
    new PlanDiagnostics(core, checks, log),
    lens,
    vscode.languages.registerCodeActionsProvider(plans, new ReferenceFixes(checks), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerDocumentLinkProvider(plans, new ReferenceLinks(core, checks)),
    vscode.languages.registerHoverProvider(plans, new ReferenceHovers(core, checks)),
    vscode.languages.registerCompletionItemProvider(plans, new PlanCompletions(core), ...PlanCompletions.triggers),
    vscode.languages.registerDocumentSymbolProvider(plans, { provideDocumentSymbols: planSymbols }),
    vscode.languages.registerFoldingRangeProvider(plans, { provideFoldingRanges: planFolds }),
    vscode.languages.registerCodeLensProvider(plans, lens),
  );
};
