import { delayed } from '../delayed';

const draftDelay = 300;

/** Tells the host what stands unsent, and decides when the host's draft replaces it: never with what it was told. */
export class DraftSync {
  private readonly told = new Set<string>();
  private justSent = false;
  private hasFailed = false;
  private readonly later = delayed((draft: string) => {
    this.told.add(draft);
    this.tell(this.session, draft);
  }, draftDelay);

  /** `tell` gives the host the draft of a conversation; null is one that has not begun. */
  constructor(
    private session: string | null,
    draft: string,
    private readonly tell: (session: string | null, draft: string) => void,
  ) {
    this.told.add(draft);
  }

  /** The composer holds another text; the host is told once the writing rests. */
  write(draft: string): void {
    this.later.call(draft);
  }

  /** Tells at once what still waits to be told. */
  flush(): void {
    this.later.now();
  }

  /** A message goes out, which empties the draft and may begin a conversation. */
  send(text: string): void {
    this.later.cancel();
    this.told.add(text).add('');
    this.justSent = true;
  }

  /** The message did not go out; the conversation that it was to begin may have begun all the same. */
  sendFailed(): void {
    this.hasFailed = true;
  }

  /** The text to show now, or null to leave the composer as it is. */
  receive(session: string | null, draft: string): string | null {
    const begun = this.session === null && this.justSent;
    const switched = session !== this.session && !begun;
    // What was typed belongs to the conversation that it was typed in.
    if (switched) this.flush();
    if (session !== this.session || this.hasFailed) this.justSent = false;
    this.hasFailed = false;
    this.session = session;
    if (!switched && this.told.has(draft)) return null;
    this.told.clear();
    this.told.add(draft);
    return draft;
  }
}
