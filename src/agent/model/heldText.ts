const opener = /^\s*(?:\{|\[\s*\{|\[TOOL|```|<function|<\|)/;
/** Characters to hold back before a line counts as prose: its beginning decides. */
const maxUndecided = 200;
const undecided = /^\s*(?:\[[\sTOL]*|`{1,2}|<[\w|]{0,8})?$/;

/** Passes streamed text on, but holds back what may be data for the program: from a line that begins like JSON, a fence or a call. */
export class HeldText {
  private line = '';
  private held = '';
  /** True while the rest of a line is shown as it comes. */
  private isDecided = false;
  private isHolding: boolean;

  constructor(holdsAll: boolean) {
    this.isHolding = holdsAll;
  }

  /** Takes a piece and gives what can be shown now. */
  push(text: string): string {
    let shown = '';
    let rest = text;
    while (rest !== '' && !this.isHolding) {
      const end = rest.indexOf('\n') + 1 || rest.length;
      shown += this.take(rest.slice(0, end));
      rest = rest.slice(end);
    }
    if (this.isHolding) this.held += rest;
    return shown;
  }

  /** What was held back, when the text is over. */
  rest(): string {
    return this.isHolding ? this.held : this.line;
  }

  /** Takes a piece of one line; `line` is what of it is not yet decided, or empty once it was. */
  private take(piece: string): string {
    if (this.isDecided) {
      this.isDecided = !piece.endsWith('\n');
      return piece;
    }
    this.line += piece;
    if (opener.test(this.line)) {
      this.isHolding = true;
      this.held = this.line;
      return '';
    }
    if (this.line.length < maxUndecided && undecided.test(this.line)) return '';
    const shown = this.line;
    this.line = '';
    this.isDecided = !shown.endsWith('\n');
    return shown;
  }
}
