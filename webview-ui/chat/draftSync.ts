/** Decides when the host's draft replaces what stands in the composer: never with what the composer itself told it. */
export class DraftSync {
  private readonly told = new Set<string>();
  private justSent = false;

  constructor(
    private session: string | null,
    draft: string,
  ) {
    this.told.add(draft);
  }

  /** The host was told a draft. */
  tell(draft: string): void {
    this.told.add(draft);
  }

  /** A message went out, which empties the draft and may begin a conversation. */
  send(text: string): void {
    this.told.add(text).add('');
    this.justSent = true;
  }

  /** The text to show now, or null to leave the composer as it is. */
  receive(session: string | null, draft: string): string | null {
    const begun = this.session === null && this.justSent;
    const switched = session !== this.session && !begun;
    if (session !== this.session) this.justSent = false;
    this.session = session;
    if (!switched && this.told.has(draft)) return null;
    this.told.clear();
    this.told.add(draft);
    return draft;
  }
}
