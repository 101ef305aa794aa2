/** One building block of a topic; in its texts `{name}` stands for the block's name in code. */
export interface TopicPart {
  /** Words that its file is named by: `rate limiter`. */
  readonly name: string;
  /** What it does, as the beginning of a task: `Count requests per client`. */
  readonly does: string;
  /** What can be checked when it is done. */
  readonly done: string;
}

/** What is known of a kind of feature before any code is read; every text is the rest of a sentence, without a full stop. */
export interface Topic {
  readonly pattern: RegExp;
  /** True where another program usually does a part of it, so that an integration needs these blocks too. */
  readonly isExternal?: boolean;
  readonly parts: readonly TopicPart[];
  /** Words by which the places of the code are found that such a feature touches. */
  readonly looksFor: readonly string[];
  /** Cases that a test must try. */
  readonly cases: readonly string[];
  readonly goal: string;
  readonly constraint: string;
  readonly design: string;
  readonly rollout: string;
  readonly watch: string;
  readonly risk: string;
  readonly question: string;
}

/** The topic for a subject that nothing is known of: one block named after it. */
export const generalTopic = (subject: string, name: string): Topic => ({
  pattern: /./,
  parts: [
    {
      name,
      does: `Write the rules of ${subject}`,
      done: `\`{name}\` gives the expected result for a usual, an empty and an invalid input`,
    },
  ],
  looksFor: [],
  cases: [`${subject} in the usual case`, `${subject} with nothing to work on`, `${subject} with invalid input`],
  goal: `${subject} works from end to end for the people who asked for it`,
  constraint: `nothing that works without ${subject} changes its behaviour`,
  design: `the rules of ${subject} stay free of input and output, so that they can be tested alone`,
  rollout: `release ${subject} together with its tests; it can be taken out by reverting its wiring`,
  watch: `errors that name ${subject} in the log during the first week`,
  risk: `${subject} may need data that the code does not keep today`,
  question: `Who may use ${subject}, and what do they see when it fails?`,
});
