import * as vscode from 'vscode';
import { isTypedSave } from '../planDocuments/typedSave';

/** Files that are saved automatically while the user types in them: until the user leaves, their texts are half written. */
export class TypedFiles implements vscode.Disposable {
  private readonly uris = new Set<string>();
  /** Those of them at any time since the last look began. */
  private sinceLook = new Set<string>();
  private readonly disposable: vscode.Disposable;

  /** `onLeft` is called when the user has left such a file; one that is saved by hand just changes. */
  constructor(onLeft: () => void) {
    this.disposable = vscode.Disposable.from(
      vscode.workspace.onWillSaveTextDocument((event) => {
        const uri = event.document.uri.toString();
        if (isTypedSave(event)) {
          this.uris.add(uri);
          this.sinceLook.add(uri);
        } else this.uris.delete(uri);
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const before = this.uris.size;
        for (const uri of this.uris) if (uri !== editor?.document.uri.toString()) this.uris.delete(uri);
        if (this.uris.size < before) onLeft();
      }),
    );
  }

  /** Begins a look at files, in which `has` also tells of those that the user leaves meanwhile: their texts may have been read before. */
  beginLook(): void {
    this.sinceLook = new Set(this.uris);
  }

  has(uri: vscode.Uri): boolean {
    return this.sinceLook.has(uri.toString());
  }

  dispose(): void {
    this.disposable.dispose();
  }
}
