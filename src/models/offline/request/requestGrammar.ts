import type { Intent } from './intent';

/** One sentence of a request, taken apart. */
export interface Clause {
  /** What its verb says of the kind of work; null where the verb says nothing, or there is none. */
  readonly intent: Intent | null;
  /** What the verb is done to: `rate limiting for the public API`. */
  readonly object: string;
  /** The sentence as a task: `Add rate limiting for the public API`. */
  readonly title: string;
  /** A verb that is part of what is built, as code would name it: `import`; empty for `add` and its like. */
  readonly action: string;
  /** The object is a sentence of its own, which cannot be named by its beginning. */
  readonly isWhole?: boolean;
}

/** What must be known of a language to read requests in it. */
export interface RequestGrammar {
  /** What begins a sentence that asks for a plan of its own. */
  readonly newPlan: RegExp;
  readonly question: RegExp;
  /** What a question is about, where it is not the code. */
  readonly about: Readonly<Record<'plans' | 'progress' | 'next' | 'workspace' | 'why', RegExp>>;
  /** Words of questions that name nothing in the code. */
  readonly questionWords: ReadonlySet<string>;
  readonly greeting: RegExp;
  /** A sentence that says what is wrong instead of what to do. */
  readonly complaint: RegExp;
  /** Signs of a kind of work anywhere in a sentence, the strongest first. */
  readonly signs: readonly (readonly [Intent, RegExp])[];
  /** What stands before the subject and says only the kind of work: `tests for`. */
  readonly leads: Readonly<Partial<Record<Intent, RegExp>>>;
  readonly article: RegExp;
  /** Where the subject ends and what it belongs to begins. */
  readonly prepositions: RegExp;
  /** Where a sentence can end early and still be whole. */
  readonly subordinates: RegExp;
  /** Where a sentence goes on with a second wish that goes with any work: that it be tested, or written about. */
  readonly besides: RegExp;
  /** The circumstances of a fault: `when the file is missing`, without the word that begins them. */
  readonly condition: RegExp;
  /** Words that name nothing to plan. */
  readonly emptyWords: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  /** True for a sentence that asks for something, not one that only tells about it. */
  asks(sentence: string): boolean;
  read(sentence: string): Clause;
  /** The title of a complaint about a fault or about slowness. */
  complaintTitle(sentence: string, subject: string, intent: Intent): string;
  /** The subject as sentences name it: `the onboarding flow`. */
  phrase(subject: string, object: string): string;
  /** A sentence as it stands inside another one. */
  within(sentence: string): string;
  /** The noun for a verb that is part of what is built: `import` of `projects` -> `import of projects`; null for other verbs. */
  nominal(action: string, object: string): string | null;
  /** The text with the words that code would use. */
  toCode(text: string): string;
}
