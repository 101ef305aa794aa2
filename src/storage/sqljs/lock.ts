/** Admits either one exclusive holder or any number of shared ones, in the order of arrival. */
export class Lock {
  private readonly waiting: { readonly isExclusive: boolean; readonly admit: () => void }[] = [];
  private holders = 0;
  private isExclusive = false;

  async take(isExclusive: boolean): Promise<void> {
    if (this.waiting.length > 0 || !this.admits(isExclusive))
      return new Promise((admit) => this.waiting.push({ isExclusive, admit }));
    this.enter(isExclusive);
  }

  release(): void {
    this.holders -= 1;
    for (let next = this.waiting[0]; next !== undefined && this.admits(next.isExclusive); next = this.waiting[0]) {
      this.waiting.shift();
      this.enter(next.isExclusive);
      next.admit();
    }
  }

  private admits(isExclusive: boolean): boolean {
    return this.holders === 0 || !(isExclusive || this.isExclusive);
  }

  private enter(isExclusive: boolean): void {
    this.holders += 1;
    this.isExclusive = isExclusive;
  }
}
