/** Remembers what was told, so that each text is told once for as long as it holds. */
export class ToldOnce {
  private readonly told = new Set<string>();

  /** True for a text that is to be told; it counts as told from now on. */
  add(text: string): boolean {
    if (this.told.has(text)) return false;
    this.told.add(text);
    return true;
  }

  /** Forgets what does not hold any more: it is told again where it comes back. */
  keepOnly(texts: readonly string[]): void {
    for (const text of this.told) if (!texts.includes(text)) this.told.delete(text);
  }
}
