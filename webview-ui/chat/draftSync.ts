import { delayed } from '../delayed';

const draftDelay = 300;

/** Sends unsent text to the host, and decides when the host's draft replaces it: never with what it was sent. */
export class DraftSync {
  private readonly told = new Set<string>();
  private justSent = false;
  private hasFailed = false;
  private readonly later = delayed((draft: string) => {
    this.told.add(draft);
    this.tell(this.session, draft);
  }, draftDelay);

  /** `tell` sends the host the draft of a conversation; null is one that has not begun. */
  constructor(
    private session: string | null,
    draft: string,
    private readonly tell: (session: string | null, draft: string) => void,
  ) {
    this.told.add(draft);
  }

  /** Notes the composer's new text, which the host is told once typing pauses. */
  write(draft: string): void {
    this.later.call(draft);
  }

  /** Sends a pending draft at once. */
  flush(): void {
    this.later.now();
  }

  /** Notes that a message is being sent, which empties the draft and may begin a conversation. */
  send(text: string): void {
    this.later.cancel();
    this.told.add(text).add('');
    this.justSent = true;
  }

  /** Notes that sending failed; the conversation it was to begin may have begun all the same. */
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
