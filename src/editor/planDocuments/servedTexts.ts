import type { ServedText } from '../../plans/planSaving';

/** Texts on their way to a document are few; of what nobody shows, the newest counts. */
const maxGiven = 8;

/** What the editor was given of each document, and which of it the document took: what its next save is made from. */
export class ServedTexts {
  /** By document, oldest first. */
  private readonly given = new Map<string, readonly ServedText[]>();
  private readonly shown = new Map<string, ServedText>();

  /** The text that a save is made from: where no open document was seen with one, what was given last. */
  of(key: string): ServedText | null {
    return this.shown.get(key) ?? this.given.get(key)?.at(-1) ?? null;
  }

  /** Notes a text that was asked for: by a document that may be typed in before it comes, or by somebody else. */
  give(key: string, served: ServedText): void {
    const before = this.given.get(key) ?? [];
    this.given.set(key, [...before.filter(({ text }) => text !== served.text), served].slice(-maxGiven));
  }

  /** Notes what a document shows that has no changes of its own. */
  show(key: string, text: string): void {
    const given = this.given.get(key) ?? [];
    const at = given.findLastIndex((served) => asShown(served.text) === asShown(text));
    const taken = given[at];
    if (taken === undefined) return;
    this.shown.set(key, taken);
    // A document goes back to none of the texts before but by an edit.
    this.given.set(key, given.slice(at));
  }

  /** Notes the text that the next save is made from, whatever the document shows. */
  settle(key: string, served: ServedText): void {
    if (this.shown.has(key)) this.shown.set(key, served);
    this.given.set(key, [served]);
  }

  /** Notes that a document was closed. */
  close(key: string): void {
    this.shown.delete(key);
  }
}

/** A document shows no byte order mark and has one kind of line ends. */
const asShown = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
