/** A half-open range `[start, end)` of a plan's text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** True if a position is inside a range. */
export const contains = ({ start, end }: TextRange, offset: number): boolean => offset >= start && offset < end;

export type FileKind = 'modify' | 'new' | 'delete';

/** A file named by a task; `range` covers its path inside the backticks. */
export interface TaskFile {
  readonly path: string;
  readonly line: number | null;
  readonly kind: FileKind;
  readonly range: TextRange;
}

/** One task of a plan as in its text; `id` is null if the text has none. */
export interface PlanTask {
  readonly id: string | null;
  readonly title: string;
  /** As written: `3h`, `2d`; null without one. */
  readonly estimate: string | null;
  readonly done: boolean;
  readonly files: readonly TaskFile[];
  readonly dependsOn: readonly string[];
  readonly doneWhen: string | null;
  /** Everything else under the task, as written, without its indentation. */
  readonly notes: string;
  /** The whole list item, including its last line break. */
  readonly range: TextRange;
  /** The character inside the box's brackets; null if a task has no box. */
  readonly boxRange: TextRange | null;
  /** Zero-based line of the item's first line. */
  readonly line: number;
}

/** One phase: usually a third-level heading under Implementation Phases, with its tasks. */
export interface PlanPhase {
  readonly title: string;
  readonly tasks: readonly PlanTask[];
  readonly range: TextRange;
  readonly line: number;
}

/** One second-level section; `body` is its text without the heading. */
export interface PlanSection {
  readonly title: string;
  readonly body: string;
  /** Heading and body. */
  readonly range: TextRange;
  readonly bodyRange: TextRange;
  readonly line: number;
  /** Number of top-level list items. */
  readonly items: number;
}

/** A parsed plan; parsing never fails: what is not understood is left as text. */
export interface PlanDocument {
  readonly source: string;
  readonly title: string;
  /** The quoted paragraph under the title. */
  readonly summary: string;
  readonly sections: readonly PlanSection[];
  readonly phases: readonly PlanPhase[];
}

/** The seven sections that every plan has, in order. */
export const requiredSections = [
  'Overview & Goals',
  'Requirements & Constraints',
  'Architecture & Design',
  'Implementation Phases',
  'Testing Strategy',
  'Deployment Plan',
  'Maintenance & Monitoring',
] as const;

/** Sections that may follow the seven. */
export const optionalSections = ['Risks', 'Open Questions', 'Decisions'] as const;

/** Every section that the grammar knows, in order. */
export const sectionOrder: readonly string[] = [...requiredSections, ...optionalSections];

export type ProblemCode =
  | 'missingTitle'
  | 'missingSection'
  | 'emptySection'
  | 'duplicateTask'
  | 'unknownDependency'
  | 'cyclicDependency'
  | 'missingAcceptance'
  | 'missingReference'
  | 'ambiguousReference'
  | 'planTooLong';

/** A problem in a plan's text; `args` are the values inserted in its message. */
export interface PlanProblem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly args: Readonly<Record<string, string | number>>;
  readonly taskId: string | null;
  readonly range: TextRange;
}

/** A task of a fresh draft, before it has an id. */
export interface DraftTask {
  readonly title: string;
  readonly estimate: string | null;
  readonly files: readonly { readonly path: string; readonly kind: FileKind }[];
  /** Positions (1-based, across all phases) or ids of the tasks that must come before. */
  readonly dependsOn: readonly string[];
  readonly doneWhen: string;
  readonly notes: string;
}

/** A new plan as returned by a model; only `renderPlan` turns it into text. */
export interface PlanDraft {
  readonly title: string;
  readonly summary: string;
  /** Every section but Implementation Phases, by title; text is Markdown. */
  readonly sections: readonly { readonly title: string; readonly body: string }[];
  readonly phases: readonly { readonly title: string; readonly tasks: readonly DraftTask[] }[];
}

/** A place after or before a task (by id) or a phase (by title): only one of the two is given; `after: null` alone means the end. */
export interface EditPlace {
  readonly after: string | null;
  readonly before?: string;
}

/** An edit of a plan's text in a revision, by section title and task id. */
export type PlanEdit =
  /** Adds the section if it is missing. */
  | { readonly type: 'replaceSection'; readonly section: string; readonly body: string }
  | { readonly type: 'appendToSection'; readonly section: string; readonly body: string }
  | { readonly type: 'removeSection'; readonly section: string }
  | { readonly type: 'setTitle'; readonly title: string }
  | { readonly type: 'setSummary'; readonly summary: string }
  | ({ readonly type: 'addPhase'; readonly title: string } & EditPlace)
  | { readonly type: 'renamePhase'; readonly phase: string; readonly title: string }
  | { readonly type: 'removePhase'; readonly phase: string }
  | ({ readonly type: 'addTask'; readonly phase: string; readonly task: DraftTask } & EditPlace)
  | { readonly type: 'removeTask'; readonly task: string }
  | ({ readonly type: 'moveTask'; readonly task: string; readonly phase: string } & EditPlace)
  | {
      readonly type: 'updateTask';
      readonly task: string;
      /** Fields left out stay as they are, byte for byte. */
      readonly title?: string;
      readonly estimate?: string | null;
      readonly files?: DraftTask['files'];
      readonly dependsOn?: readonly string[];
      readonly doneWhen?: string;
      readonly notes?: string;
    };

/** One replacement on the source text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

export type PlanChangeKind = 'added' | 'removed' | 'moved' | 'reworded' | 'rescoped' | 'ticked';

/** One structural difference between two versions; a section's change has no task id. */
export interface PlanChange {
  readonly kind: PlanChangeKind;
  readonly taskId: string | null;
  /** The task's or section's title, after the change if it still exists. */
  readonly title: string;
  /** As shown to the user: `to Phase 3`, `what "done" means`, `files`. */
  readonly detail: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The tasks that a removed or reduced task was split into, or that an added or enlarged one was merged from; empty otherwise. */
  readonly parts: readonly string[];
}

/** The ids of a plan's tasks in order, of those that have one. */
export const taskIdsOf = (plan: Pick<PlanDocument, 'phases'>): string[] => allTasks(plan).flatMap(({ id }) => id ?? []);

/** Every task of a plan in order, whichever phase it belongs to. */
export const allTasks = <Task>({
  phases,
}: {
  readonly phases: readonly { readonly tasks: readonly Task[] }[];
}): Task[] => phases.flatMap(({ tasks }) => tasks);

/** The task whose list item is at a position. */
export const taskAt = (plan: Pick<PlanDocument, 'phases'>, offset: number): PlanTask | undefined =>
  allTasks(plan).find(({ range }) => contains(range, offset));
