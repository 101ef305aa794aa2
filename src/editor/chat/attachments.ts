import * as vscode from 'vscode';
import type { Attachment, AttachmentKind } from '../../context/sections';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import { workingChanges } from '../workspace/gitChanges';
import { workspacePath } from '../workspace/openRoots';

const maxProblems = 100;
const maxCharacters = 40_000;

/** The text behind `@selection`, `@problems` or `@changes`; null if there is none in files that may be read. */
export const attachment = async (files: WorkspaceFiles, kind: AttachmentKind): Promise<Attachment | null> => {
  const readable = new Set((await files.list()).map(({ path }) => path));
  switch (kind) {
    case 'selection':
      return selection(readable);
    case 'problems':
      return problems(readable);
    case 'changes':
      return changes(readable);
  }
};

const selection = (readable: ReadonlySet<string>): Attachment | null => {
  const editor = vscode.window.activeTextEditor;
  const path = editor ? workspacePath(editor.document.uri) : null;
  if (!editor || editor.selection.isEmpty || path === null || !readable.has(path)) return null;
  const { start, end } = editor.selection;
  const [startLine, endLine] = [start.line + 1, end.line + 1];
  const text = editor.document.getText(editor.selection);
  return { title: `Selection in ${path} (lines ${startLine}-${endLine})`, text, path, startLine, endLine };
};

const problems = (readable: ReadonlySet<string>): Attachment | null => {
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const lines = vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) => {
    const path = workspacePath(uri);
    if (path === null || !readable.has(path)) return [];
    return diagnostics
      .filter(({ severity }) => severity === Error || severity === Warning)
      .map(({ severity, message, range }) => ({
        severity,
        text: `${path}:${range.start.line + 1}: ${severity === Error ? 'error' : 'warning'}: ${message}`,
      }));
  });
  if (lines.length === 0) return null;
  const shown = lines.toSorted((a, b) => a.severity - b.severity).slice(0, maxProblems);
  const more = lines.length - shown.length;
  return { title: 'Problems in the workspace', text: shown.map(({ text }) => text).join('\n'), more };
};

const changes = async (readable: ReadonlySet<string>): Promise<Attachment | null> => {
  const text = await workingChanges((path) => readable.has(path), maxCharacters);
  return text === '' ? null : { title: 'Changes that are not committed', text };
};
