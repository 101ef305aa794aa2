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

/** A plan made from a draft: its text, title and what is wrong with it. */
export interface GeneratedPlan {
  readonly title: string;
  readonly content: string;
  readonly problems: readonly PlanProblem[];
}

/** A changed plan text, the changes, and those in a few words. */
export interface RevisedPlan {
  readonly content: string;
  readonly summary: string;
  readonly changes: readonly PlanChange[];
  /** Those that the text did not have before. */
  readonly problems: readonly PlanProblem[];
}

/** Why something that a model gave is no plan, in sentences that it can act on. */
export interface Refused {
  readonly issues: readonly string[];
}

/** Problems of a draft that only its author can mend: people would have to guess what was meant. */
const grave = new Set<ProblemCode>(['missingTitle', 'duplicateTask', 'unknownDependency', 'cyclicDependency']);

/** Turns what a model gives into a plan's text: validated, rendered, grounded in the workspace. */
export class DevPlanGenerator {
  constructor(private readonly checkReferences: (source: string) => Promise<readonly CheckedReference[]>) {}

  /** Makes a plan of a draft, with sections in the order of the options; what fits no plan is refused with the reasons. */
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

  /** Applies a revision to a plan's text by range edits; edits that name what is not there are refused. */
  async revise(source: string, input: unknown, retired: readonly string[]): Promise<RevisedPlan | Refused> {
    const read = readRevision(input);
    if ('issues' in read) return read;
    const { edits } = read.value;
    const written = tryEdits(() => editPlan(source, edits, retired).source);
    if (typeof written !== 'string') return written;
    const existing = existingPaths(await this.checkReferences(written));
    // What the text called new before may be there by now because its work has begun.
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

/** What a problem is, wherever it stands; a cycle is the same from each of its tasks. */
const problemKey = ({ code, args, taskId }: PlanProblem): string =>
  JSON.stringify(
    code === 'cyclicDependency'
      ? [code, ...new Set(String(args['cycle']).split(' → ').toSorted())]
      : [code, args, taskId],
  );

/** Paths that exist exactly so: one that is called new somewhere is found only then. */
const existingPaths = (references: readonly CheckedReference[]): Set<string> =>
  new Set(references.filter(({ state }) => state === 'found').map(({ text }) => text));

const newPaths = (source: string): readonly string[] =>
  parsePlan(source).phases.flatMap(({ tasks }) =>
    tasks.flatMap(({ files }) => files.filter(({ kind }) => kind === 'new').map(({ path }) => path)),
  );

/** Marks files that are declared new but exist as changed; only reliable before the work begins. */
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
