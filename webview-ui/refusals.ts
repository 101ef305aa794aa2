/** Why the host refused something; the turn tells the same reason from its next time. */
export interface RefusalState {
  readonly text: string;
  readonly turn: number;
}

/** What the host refused last, until that is closed, or something asked for later is taken. */
export class Refusals {
  private state: RefusalState = { text: '', turn: 0 };

  constructor(private readonly draw: () => void) {}

  get current(): RefusalState {
    return this.state;
  }

  readonly refuse = (error: unknown): void => {
    this.state = { text: error instanceof Error ? error.message : String(error), turn: this.state.turn + 1 };
    this.draw();
  };

  readonly clear = (): void => {
    if (this.state.text === '') return;
    this.state = { ...this.state, text: '' };
    this.draw();
  };

  /** True once the host took what it was told. */
  readonly isTaken = async (request: Promise<null>): Promise<boolean> => {
    const { turn } = this.state;
    try {
      await request;
    } catch (error) {
      this.refuse(error);
      return false;
    }
    if (turn === this.state.turn) this.clear();
    return true;
  };
}
