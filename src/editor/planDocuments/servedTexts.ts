import { asShown } from '../../domain/grammar/planDocumentLines';
import type { ServedText } from '../../plans/planSaving';

/** Few texts are on their way to a document at once; if none is shown, only the newest counts. */
const maxGiven = 8;

/** The texts served to the editor for each document, and the one it shows: the base of its next save. */
export class ServedTexts {
  /** By document, oldest first. */
  private readonly given = new Map<string, readonly ServedText[]>();
  private readonly shown = new Map<string, ServedText>();

  /** The base of a save: the text that an open document shows, otherwise the one served last. */
  of(key: string): ServedText | null {
    return this.shown.get(key) ?? this.given.get(key)?.at(-1) ?? null;
  }

  /** True if a document shows something else than the base of its next save. */
  differs(key: string, text: string): boolean {
    const served = this.of(key);
    return served !== null && asShown(served.text) !== asShown(text);
  }

  /** Records a text that was read: by a document, which may be edited before it arrives, or by another reader. */
  give(key: string, served: ServedText): void {
    const before = this.given.get(key) ?? [];
    this.given.set(key, [...before.filter(({ text }) => text !== served.text), served].slice(-maxGiven));
  }

  /** Records what a document without unsaved changes shows. */
  show(key: string, text: string): void {
    const given = this.given.get(key) ?? [];
    const at = given.findLastIndex((served) => asShown(served.text) === asShown(text));
    const taken = given[at];
    if (taken === undefined) return;
    this.shown.set(key, taken);
    // Only an edit brings a document back to an earlier text.
    this.given.set(key, given.slice(at));
  }

  /** Sets the base of the next save, whatever the document shows. */
  settle(key: string, served: ServedText): void {
    if (this.shown.has(key)) this.shown.set(key, served);
    this.given.set(key, [served]);
  }

  /** Notes that a document was closed. */
  close(key: string): void {
    this.shown.delete(key);
  }
}
