import type { Intent } from './intent';

/** A parsed sentence of a request. */
export interface Clause {
  /** The kind of work that its verb implies; null if the verb implies none, or there is no verb. */
  readonly intent: Intent | null;
  /** The object of the verb: `rate limiting for the public API`. */
  readonly object: string;
  /** The sentence as a task: `Add rate limiting for the public API`. */
  readonly title: string;
  /** A verb that is part of what is built, as code would name it: `import`; empty for `add` and the like. */
  readonly action: string;
  /** True if the object is a sentence of its own, which cannot be named after its beginning. */
  readonly isWhole?: boolean;
}

/** What is needed to parse requests in a language. */
export interface RequestGrammar {
  /** Matches the beginning of a sentence that asks for a new plan. */
  readonly newPlan: RegExp;
  readonly question: RegExp;
  /** What a question is about, if not the code. */
  readonly about: Readonly<Record<'plans' | 'progress' | 'next' | 'workspace' | 'why', RegExp>>;
  /** Words of questions that name nothing in the code. */
  readonly questionWords: ReadonlySet<string>;
  readonly greeting: RegExp;
  /** A sentence that says what is wrong instead of what to do. */
  readonly complaint: RegExp;
  /** Signs of a kind of work anywhere in a sentence, the strongest first. */
  readonly signs: readonly (readonly [Intent, RegExp])[];
  /** The words before the subject that state only the kind of work: `tests for`. */
  readonly leads: Readonly<Partial<Record<Intent, RegExp>>>;
  readonly article: RegExp;
  /** Where the subject ends and what it belongs to begins. */
  readonly prepositions: RegExp;
  /** Where a sentence can end early and still be complete. */
  readonly subordinates: RegExp;
  /** Where a sentence goes on with a second request that fits any work: to test it, or to document it. */
  readonly besides: RegExp;
  /** The circumstances of a fault: `when the file is missing`, without the word that begins them. */
  readonly condition: RegExp;
  /** Words that name nothing to plan. */
  readonly emptyWords: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  /** True for a sentence that asks for something, not one that only describes it. */
  asks(sentence: string): boolean;
  read(sentence: string): Clause;
  /** The title of a complaint about a fault or about slowness. */
  complaintTitle(sentence: string, subject: string, intent: Intent): string;
  /** The subject as sentences name it: `the onboarding flow`. */
  phrase(subject: string, object: string): string;
  /** A sentence as it is written inside another one. */
  within(sentence: string): string;
  /** The noun for a verb that is part of what is built: `import` of `projects` -> `import of projects`; null for other verbs. */
  nominal(action: string, object: string): string | null;
  /** The text in the words that code would use. */
  toCode(text: string): string;
}
