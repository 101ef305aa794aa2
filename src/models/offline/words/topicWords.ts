/** Texts about a kind of feature, before any code is read; each is the rest of a sentence, without a full stop. */
export interface TopicWords {
  /** Its building blocks in the order of the topic's parts; `{name}` stands for the block's name in code. */
  readonly parts: readonly {
    /** What it does, as the beginning of a task: `Count requests per client`. */
    readonly does: string;
    /** What can be checked when it is done. */
    readonly done: string;
  }[];
  /** Cases that a test must cover. */
  readonly cases: readonly string[];
  readonly goal: string;
  readonly constraint: string;
  readonly design: string;
  readonly rollout: string;
  readonly watch: string;
  readonly risk: string;
  readonly question: string;
}
