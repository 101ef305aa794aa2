import * as vscode from 'vscode';
import type { Log } from '../../../domain/log';
import type { OpenCore } from '../../core';
import { problemWords } from '../../problemWords';
import { parsePlanUri } from '../uris';
import { editorRange, type PlanChecks } from './planChecks';

const typingPauseMs = 300;
const workspacePauseMs = 1000;

/** Only the editable text is checked; old versions and diffs get no diagnostics. */
const isCurrent = ({ uri }: vscode.TextDocument): boolean => parsePlanUri(uri)?.version === null;

/** Shows the problems of open plan documents, updated shortly after edits and workspace changes. */
export class PlanDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('devplan');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly disposables: vscode.Disposable[] = [this.collection];
  private followsWorkspace = false;

  constructor(
    private readonly core: OpenCore,
    private readonly checks: PlanChecks,
    private readonly log: Log,
  ) {
    this.disposables.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.schedule(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.schedule(document, typingPauseMs)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
    );
    for (const document of vscode.workspace.textDocuments) this.schedule(document, 0);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private clear(uri: vscode.Uri): void {
    clearTimeout(this.timers.get(uri.toString()));
    this.timers.delete(uri.toString());
    this.collection.delete(uri);
  }

  private schedule(document: vscode.TextDocument, ms: number): void {
    if (!isCurrent(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const run = (): void => {
      this.timers.delete(key);
      this.show(document).catch((error: unknown) => this.log.error('plan diagnostics', error));
    };
    this.timers.set(key, setTimeout(run, ms));
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    await this.followWorkspace();
    const { version } = document;
    const { problems } = await this.checks.of(document);
    // The document was edited or closed meanwhile, so the result is outdated.
    if (document.isClosed || document.version !== version) return;
    const shown = problems.map((problem) => {
      const severity =
        problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
      const diagnostic = new vscode.Diagnostic(editorRange(document, problem.range), problemWords(problem), severity);
      diagnostic.source = 'DevPlan';
      diagnostic.code = problem.code;
      return diagnostic;
    });
    this.collection.set(document.uri, shown);
  }

  private async followWorkspace(): Promise<void> {
    const { files } = await this.core();
    if (this.followsWorkspace) return;
    this.followsWorkspace = true;
    const recheck = (): void => {
      for (const document of vscode.workspace.textDocuments) {
        this.checks.forget(document);
        // Do not reset the timer: during a long build, changes never stop.
        if (!this.timers.has(document.uri.toString())) this.schedule(document, workspacePauseMs);
      }
    };
    this.disposables.push(files.onDidChange(recheck));
  }
}
