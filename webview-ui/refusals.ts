import type { NoticeView } from '../src/shared/protocol';
import { RefusedRequest } from '../src/shared/rpc';

/** Why the host refused something; `turn` grows with each refusal, so that a repeated reason is noticed. */
export interface RefusalState extends NoticeView {
  readonly turn: number;
}

/** The host's last refusal, until it is closed or a later request succeeds. */
export class Refusals {
  private state: RefusalState = { text: '', actions: [], turn: 0 };

  constructor(private readonly draw: () => void) {}

  get current(): RefusalState {
    return this.state;
  }

  readonly refuse = (error: unknown): void => {
    const notice = error instanceof RefusedRequest ? error.notice : { text: String(error), actions: [] };
    this.state = { ...notice, turn: this.state.turn + 1 };
    this.draw();
  };

  readonly clear = (): void => {
    if (this.state.text === '') return;
    this.state = { ...this.state, text: '' };
    this.draw();
  };

  /** Resolves to true if the host accepted the request; records its refusal otherwise. */
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
