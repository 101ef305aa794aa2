import * as vscode from 'vscode';
import { isTypedSave } from '../planDocuments/typedSave';

/** Files that are saved automatically while the user types in them: until the user leaves, their texts are half written. */
export class TypedFiles implements vscode.Disposable {
  /** By URI, whether its last save was one while typing. */
  private readonly typed = new Map<string, boolean>();
  /** The URIs at any time since the last look began. */
  private sinceLook = new Set<string>();
  private readonly disposable: vscode.Disposable;

  /**
   * Follows the files that `isOurs` names. `onLeft` is called when one was saved by hand or left, with all that was typed
   * in it saved or given up.
   */
  constructor(
    isOurs: (uri: vscode.Uri) => boolean,
    private readonly onLeft: () => void,
  ) {
    this.disposable = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument((event) => {
        const uri = event.document.uri.toString();
        const isTyped = isTypedSave(event) && isOurs(event.document.uri);
        if (isTyped) this.sinceLook.add(uri);
        if (isTyped || this.typed.has(uri)) this.typed.set(uri, isTyped);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        const uri = document.uri.toString();
        // While it was being saved, the user may have gone elsewhere.
        const isLeft = document !== vscode.window.activeTextEditor?.document;
        if (isLeft || this.typed.get(uri) === false) this.leave([uri]);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.leave([uri.toString()])),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
        const kept = new Set([editor?.document, ...unsaved].map((document) => document?.uri.toString()));
        this.leave(Array.from(this.typed.keys()).filter((uri) => !kept.has(uri)));
      }),
    );
  }

  /** Begins a look at files, in which `has` also tells of those that the user leaves meanwhile: their texts may have been read before. */
  beginLook(): void {
    this.sinceLook = new Set(this.typed.keys());
  }

  has(uri: vscode.Uri): boolean {
    return this.sinceLook.has(uri.toString());
  }

  dispose(): void {
    this.disposable.dispose();
  }

  private leave(uris: readonly string[]): void {
    if (uris.filter((uri) => this.typed.delete(uri)).length > 0) this.onLeft();
  }
}
