import { UserError } from '../domain/errors';
import { checkPlan } from '../domain/grammar/planCheck';
import type { CheckOptions } from '../domain/grammar/planCheck';
import { comparePlans, summarizeChanges } from '../domain/diff/planDiff';
import { parsePlan } from '../domain/grammar/planDocument';
import { editPlan } from '../domain/edit/planEdit';
import type { DraftTask, PlanChange, PlanDraft, PlanEdit, PlanProblem, ProblemCode } from '../domain/grammar/planModel';
import { renderPlan } from '../domain/grammar/planRender';
import type { CheckedReference } from '../domain/references';
import { readDraft, readRevision } from './draftSchema';
import { problemText } from './problemText';
import { referenceProblems } from './referenceProblems';

/** A plan made from a draft: its text, title and problems. */
export interface GeneratedPlan {
  readonly title: string;
  readonly content: string;
  readonly problems: readonly PlanProblem[];
}

/** A changed plan text, with the changes and a short summary of them. */
export interface RevisedPlan {
  readonly content: string;
  readonly summary: string;
  readonly changes: readonly PlanChange[];
  /** Problems that the text did not have before. */
  readonly problems: readonly PlanProblem[];
}

/** Why a model's input was refused, in sentences that it can act on. */
export interface Refused {
  readonly issues: readonly string[];
}

/** Problems that only the author of a draft can fix: users would have to guess what was meant. */
const grave = new Set<ProblemCode>(['missingTitle', 'duplicateTask', 'unknownDependency', 'cyclicDependency']);

/** Turns a model's input into a plan's text: validated, rendered, grounded in the workspace. */
export class DevPlanGenerator {
  constructor(private readonly checkReferences: (source: string) => Promise<readonly CheckedReference[]>) {}

  /** Makes a plan from a draft, with sections in the order of the options; refuses an invalid draft with reasons. */
  async fromDraft(input: unknown, options: CheckOptions = {}): Promise<GeneratedPlan | Refused> {
    const read = readDraft(input);
    if ('issues' in read) return read;
    const written = renderPlan(read.value, options.sections);
    const issues = checkPlan(parsePlan(written), options).filter(({ code }) => grave.has(code));
    if (issues.length > 0) return { issues: issues.map(problemText) };
    const existing = existingPaths(await this.checkReferences(written));
    const content = renderPlan(draftWithoutFalseNew(read.value, existing), options.sections);
    return { title: parsePlan(content).title, content, problems: await this.problemsOf(content, options) };
  }

  /** Applies a revision to a plan's text by range edits; refuses edits that name something that is not there. */
  async revise(source: string, input: unknown, retired: readonly string[]): Promise<RevisedPlan | Refused> {
    const read = readRevision(input);
    if ('issues' in read) return read;
    const { edits } = read.value;
    const written = tryEdits(() => editPlan(source, edits, retired).source);
    if (typeof written !== 'string') return written;
    const existing = existingPaths(await this.checkReferences(written));
    // Files that the text already called new may exist by now because the work has begun.
    for (const path of newPaths(source)) existing.delete(path);
    const content = editPlan(source, editsWithoutFalseNew(edits, existing), retired).source;
    if (content === source) return { issues: ['The edits change nothing.'] };
    const changes = comparePlans(source, content);
    const summary = read.value.summary || summarizeChanges(changes);
    const known = new Set((await this.problemsOf(source)).map(problemKey));
    const problems = (await this.problemsOf(content)).filter((problem) => !known.has(problemKey(problem)));
    return { content, summary, changes, problems };
  }

  private async problemsOf(content: string, options: CheckOptions = {}): Promise<readonly PlanProblem[]> {
    const document = parsePlan(content);
    const references = await this.checkReferences(content);
    return [...checkPlan(document, options), ...referenceProblems(document, references)];
  }
}

/** The identity of a problem, independent of its position; a cycle is the same whichever task it starts from. */
const problemKey = ({ code, args, taskId }: PlanProblem): string =>
  JSON.stringify(
    code === 'cyclicDependency'
      ? [code, ...new Set(String(args['cycle']).split(' → ').toSorted())]
      : [code, args, taskId],
  );

/** The paths that were found; one that is declared new anywhere is found only if it exists exactly so. */
const existingPaths = (references: readonly CheckedReference[]): Set<string> =>
  new Set(references.filter(({ state }) => state === 'found').map(({ text }) => text));

const newPaths = (source: string): readonly string[] =>
  parsePlan(source).phases.flatMap(({ tasks }) =>
    tasks.flatMap(({ files }) => files.filter(({ kind }) => kind === 'new').map(({ path }) => path)),
  );

/** Turns files that are declared new but exist into modified ones; only reliable before the work begins. */
const withoutFalseNew = (files: DraftTask['files'], existing: ReadonlySet<string>): DraftTask['files'] =>
  files.map((file) => (file.kind === 'new' && existing.has(file.path) ? { ...file, kind: 'modify' } : file));

const draftWithoutFalseNew = (draft: PlanDraft, existing: ReadonlySet<string>): PlanDraft => ({
  ...draft,
  phases: draft.phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((task) => ({ ...task, files: withoutFalseNew(task.files, existing) })),
  })),
});

const editsWithoutFalseNew = (edits: readonly PlanEdit[], existing: ReadonlySet<string>): readonly PlanEdit[] =>
  edits.map((edit) => {
    if (edit.type === 'addTask')
      return { ...edit, task: { ...edit.task, files: withoutFalseNew(edit.task.files, existing) } };
    return edit.type === 'updateTask' && edit.files ? { ...edit, files: withoutFalseNew(edit.files, existing) } : edit;
  });

const tryEdits = (edit: () => string): string | Refused => {
  try {
    return edit();
  } catch (error) {
    if (error instanceof UserError && error.code === 'invalidInput')
      return { issues: [`${error.args['field']}: ${error.args['reason']}`] };
    throw error;
  }
};
