import type { Lines } from '../grammar/planDocumentLines';
import type { TextEdit, TextRange } from '../grammar/planModel';

const ordered = (edits: readonly TextEdit[], length: number): readonly TextEdit[] => {
  const sorted = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let end = 0;
  for (const { range } of sorted) {
    if (range.start < end || range.end < range.start || range.end > length)
      throw new RangeError(`edit ${range.start}-${range.end} overlaps or leaves the text`);
    end = range.end;
  }
  return sorted;
};

/** Applies the replacements to the text, in any order; throws a `RangeError` if they overlap. */
export const applyEdits = (source: string, edits: readonly TextEdit[]): string => {
  let text = '';
  let from = 0;
  for (const { range, text: replacement } of ordered(edits, source.length)) {
    text += source.slice(from, range.start) + replacement;
    from = range.end;
  }
  return text + source.slice(from);
};

type Piece = { readonly kept: TextRange } | { readonly text: string };

const lengthOf = (piece: Piece): number => ('kept' in piece ? piece.kept.end - piece.kept.start : piece.text.length);

const cut = (piece: Piece, from: number, to: number): Piece =>
  'kept' in piece
    ? { kept: { start: piece.kept.start + from, end: piece.kept.start + to } }
    : { text: piece.text.slice(from, to) };

/** A text being edited that tracks which parts come from the original, so that many rounds of edits become one. */
export class EditedText {
  private pieces: readonly Piece[];
  private current: string;

  constructor(private readonly original: string) {
    this.pieces = [{ kept: { start: 0, end: original.length } }];
    this.current = original;
  }

  get text(): string {
    return this.current;
  }

  /** Applies replacements whose ranges refer to the current text. */
  apply(edits: readonly TextEdit[]): void {
    const sorted = ordered(edits, this.current.length);
    const pieces: Piece[] = [];
    let from = 0;
    for (const { range, text } of sorted) {
      pieces.push(...this.between(from, range.start));
      if (text !== '') pieces.push({ text });
      from = range.end;
    }
    pieces.push(...this.between(from, this.current.length));
    this.pieces = pieces;
    this.current = applyEdits(this.current, sorted);
  }

  /** All changes so far as replacements on the original. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let start = 0;
    let text = '';
    const close = (end: number): void => {
      if (this.original.slice(start, end) !== text) edits.push({ range: { start, end }, text });
      text = '';
    };
    for (const piece of this.pieces)
      if ('text' in piece) text += piece.text;
      else {
        close(piece.kept.start);
        start = piece.kept.end;
      }
    close(this.original.length);
    return edits;
  }

  private between(from: number, to: number): readonly Piece[] {
    const found: Piece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      const length = lengthOf(piece);
      const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
      if (start < end) found.push(cut(piece, start, end));
      at += length;
    }
    return found;
  }
}

/** Inserts whole lines before a line, with the surrounding line break style; a missing final break stays missing. */
export const insertLines = (lines: Lines, line: number, block: readonly string[]): TextEdit => {
  const at = lines.start(line);
  const lineBreak = lines.breakAt(line - 1);
  const breakMissing = line > 0 && at === lines.end(line - 1);
  const text = block.join(lineBreak);
  return { range: { start: at, end: at }, text: breakMissing ? lineBreak + text : text + lineBreak };
};

/** Removes whole lines, and surrounding blank lines that would be doubled. */
export const removeLines = (lines: Lines, from: number, to: number): TextEdit => {
  let [start, end] = [from, to];
  while (end < lines.count && lines.isBlank(end)) end++;
  if (end >= lines.count) {
    while (start > 0 && lines.isBlank(start - 1)) start--;
    // Blank lines are not wanted at the end of the text: those before are removed instead.
    return { range: { start: lines.start(start), end: lines.start(to) }, text: '' };
  }
  return { range: lines.range(from, from === 0 || lines.isBlank(from - 1) ? end : to), text: '' };
};
