/** A change to the plan that the user asked for; tasks and phases are still named in the user's words. */
export type Command =
  | {
      readonly kind: 'addTask';
      readonly text: string;
      readonly phase: string | null;
      readonly after: string | null;
      readonly estimate: string | null;
    }
  | { readonly kind: 'addPhase'; readonly title: string; readonly after: string | null }
  | { readonly kind: 'addItem'; readonly section: string; readonly text: string }
  | { readonly kind: 'removeTask'; readonly tasks: readonly string[] }
  | { readonly kind: 'removePhase'; readonly phase: string }
  | { readonly kind: 'split'; readonly task: string; readonly parts: readonly string[] }
  | {
      readonly kind: 'move';
      readonly tasks: readonly string[];
      readonly phase: string | null;
      readonly after: string | null;
      readonly before: string | null;
    }
  | { readonly kind: 'renameTask'; readonly task: string; readonly title: string }
  | { readonly kind: 'renamePhase'; readonly phase: string; readonly title: string }
  | { readonly kind: 'renamePlan'; readonly title: string }
  | { readonly kind: 'estimate'; readonly tasks: readonly string[]; readonly estimate: string }
  | { readonly kind: 'acceptance'; readonly task: string; readonly text: string }
  | { readonly kind: 'tick'; readonly tasks: readonly string[]; readonly done: boolean };

/** A message, parsed clause by clause. */
export interface Commands {
  readonly commands: readonly Command[];
  /** Clauses that are not commands. */
  readonly unknown: readonly string[];
}
