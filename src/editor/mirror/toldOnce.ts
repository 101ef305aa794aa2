/** Remembers reported texts, so that each is reported once for as long as it applies. */
export class ToldOnce {
  private readonly told = new Set<string>();

  /** Returns true if a text has not been reported, and counts it as reported from now on. */
  add(text: string): boolean {
    if (this.told.has(text)) return false;
    this.told.add(text);
    return true;
  }

  /** Forgets texts that no longer apply, so that they are reported again if they return. */
  keepOnly(texts: readonly string[]): void {
    for (const text of this.told) if (!texts.includes(text)) this.told.delete(text);
  }
}
