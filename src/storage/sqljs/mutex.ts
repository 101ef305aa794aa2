/** Admits one caller at a time, in order of arrival. */
export class Mutex {
  private readonly waiting: (() => void)[] = [];
  private locked = false;

  async lock(): Promise<void> {
    if (this.locked) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.locked = true;
  }

  /** Hands over to the caller that has waited longest. */
  unlock(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.locked = false;
    else next();
  }
}
