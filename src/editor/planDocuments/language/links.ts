import * as vscode from 'vscode';
import type { OpenCore } from '../../core';
import { type PlanChecks, referenceRange } from './planChecks';

/** Links references to their file and line, except folders and scripts, which no editor can open. */
export class ReferenceLinks implements vscode.DocumentLinkProvider {
  constructor(
    private readonly core: OpenCore,
    private readonly checks: PlanChecks,
  ) {}

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const { files } = await this.core();
    const { references } = await this.checks.of(document);
    const known = new Set((await files.list()).map(({ path }) => path));
    return references
      .filter(({ state, path }) => state === 'found' && known.has(path))
      .map((reference) => {
        const { path, line } = reference;
        const uri = files.uri(path).with({ fragment: line === null ? '' : `L${line}` });
        const link = new vscode.DocumentLink(referenceRange(document, reference), uri);
        link.tooltip = line === null ? path : `${path}:${line}`;
        return link;
      });
  }
}
