import * as vscode from 'vscode';
import { UserError } from '../../../domain/errors';
import type { CheckedReference } from '../../../domain/references';
import type { Core, OpenCore } from '../../core';
import { escapeMarkdown } from '../../markdownText';
import { type PlanChecks, referenceAt, referenceRange } from './planChecks';

const shownLines = 8;
/** A whole `createApp()` or `Router.get` inside backticks. */
const symbolPattern =
  /(?<=`)(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\(\)|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+)(?=`)/;

/** Shows the state of the hovered reference with some lines of its file, or where a symbol is defined. */
export class ReferenceHovers implements vscode.HoverProvider {
  constructor(
    private readonly core: OpenCore,
    private readonly checks: PlanChecks,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const core = await this.core();
    const { references } = await this.checks.of(document);
    const reference = referenceAt(document, references, position);
    if (reference) return new vscode.Hover(await referenceText(core, reference), referenceRange(document, reference));
    const range = document.getWordRangeAtPosition(position, symbolPattern);
    const text = range && (await definitionText(core, document.getText(range)));
    return text ? new vscode.Hover(text, range) : null;
  }
}

const stateWords = ({ state, nearest }: CheckedReference): string => {
  const near = nearest === null ? '' : ` ${vscode.l10n.t('Nearest: {0}', escapeMarkdown(nearest))}`;
  switch (state) {
    case 'found':
      return vscode.l10n.t('Found');
    case 'new':
      return vscode.l10n.t('New: the plan creates it.');
    case 'missing':
      return vscode.l10n.t('Not found.') + near;
    case 'ambiguous':
      return vscode.l10n.t('Several files match.') + near;
  }
};

const referenceText = async (core: Core, reference: CheckedReference): Promise<vscode.MarkdownString> => {
  const { kind, path, line, state } = reference;
  const text = new vscode.MarkdownString(stateWords(reference));
  if (state !== 'found' || kind === 'script') return text;
  const lines = await linesOf(core, path, line ?? 1);
  text.appendMarkdown(`: ${escapeMarkdown(line === null ? path : `${path}:${line}`)}`);
  if (lines !== null) text.appendCodeblock(lines, /\w*$/.exec(path)?.[0]);
  return text;
};

/** Some lines of a file, starting at `from`; null for a folder or a file that is gone. */
const linesOf = async ({ files }: Core, path: string, from: number): Promise<string | null> => {
  try {
    const lines = (await files.read(path)).split(/\r?\n/);
    return lines.slice(from - 1, from - 1 + shownLines).join('\n');
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
};

/** Where a symbol is defined; null without an exact name match. */
const definitionText = async ({ search, files }: Core, symbol: string): Promise<vscode.MarkdownString | null> => {
  const name = symbol.replace(/\(\)$/, '').split('.').at(-1) ?? '';
  const hits = (await search.definitions(name)).filter((hit) => hit.name === name).slice(0, 5);
  if (hits.length === 0) return null;
  const text = new vscode.MarkdownString();
  for (const { path, line } of hits)
    text.appendMarkdown(
      `- [${escapeMarkdown(path)}:${line}](${files
        .uri(path)
        .with({ fragment: `L${line}` })
        .toString()})\n`,
    );
  return text;
};
