const opener = /^\s*(?:\{|\[\s*\{|\[TOOL|`{3,}\s*(?:json|JSON|tool|\n)|<function|<tool_call|<\|)/;
/** Characters of an undecided line to hold back before it counts as prose. */
const maxUndecided = 200;
const undecided = /^\s*(?:\[[\sTOL]*|`+[ \t\r]*\w{0,3}|<[\w|]{0,8})?$/;
const fence = /^\s*`{3}/;

/** Passes streamed text on, but holds back possible data: all from a line that begins like JSON, its fence or a call. */
export class HeldText {
  private line = '';
  private held = '';
  /** True while the rest of the line is passed on as it arrives. */
  private isDecided = false;
  /** True between the fences of other code. */
  private inCode = false;
  private isHolding: boolean;

  constructor(holdsAll: boolean) {
    this.isHolding = holdsAll;
  }

  /** Takes a piece of text and returns what can be shown now. */
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

  /** What is still held back once the text has ended. */
  rest(): string {
    return this.isHolding ? this.held : this.line;
  }

  /** Takes a piece of one line; `line` collects its beginning until it is decided whether to show it. */
  private take(piece: string): string {
    if (this.isDecided) {
      this.isDecided = !piece.endsWith('\n');
      return piece;
    }
    this.line += piece;
    const isFence = fence.test(this.line);
    // The fence at the end of code looks like one that opens data.
    const closes = isFence && this.inCode;
    if (!closes && opener.test(this.line)) {
      this.isHolding = true;
      this.held = this.line;
      return '';
    }
    if (!closes && this.line.length < maxUndecided && undecided.test(this.line)) return '';
    if (isFence) this.inCode = !closes;
    const shown = this.line;
    this.line = '';
    this.isDecided = !shown.endsWith('\n');
    return shown;
  }
}
