import { UserError } from '../domain/errors';
import { checkPlan } from '../domain/grammar/planCheck';
import type { CheckOptions } from '../domain/grammar/planCheck';
import { comparePlans, summarizeChanges } from '../domain/diff/planDiff';
import { parsePlan } from '../domain/grammar/planDocument';
import { editPlan } from '../domain/edit/planEdit';
import type { PlanChange, PlanDraft, PlanProblem, ProblemCode } from '../domain/grammar/planModel';
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
    const content = renderPlan(withoutFalseNew(read.value, await this.checkReferences(written)), options.sections);
    return { title: parsePlan(content).title, content, problems: await this.problemsOf(content, options) };
  }

  /** Applies a revision to a plan's text by range edits; edits that name what is not there are refused. */
  async revise(
    source: string,
    input: unknown,
    retired: readonly string[],
    options: CheckOptions = {},
  ): Promise<RevisedPlan | Refused> {
    const read = readRevision(input);
    if ('issues' in read) return read;
    const edited = tryEdits(() => editPlan(source, read.value.edits, retired).source);
    if (typeof edited !== 'string') return edited;
    if (edited === source) return { issues: ['The edits change nothing.'] };
    const changes = comparePlans(source, edited);
    const summary = read.value.summary || summarizeChanges(changes);
    return { content: edited, summary, changes, problems: await this.problemsOf(edited, options) };
  }

  private async problemsOf(content: string, options: CheckOptions): Promise<readonly PlanProblem[]> {
    const document = parsePlan(content);
    const references = await this.checkReferences(content);
    return [...checkPlan(document, options), ...referenceProblems(document, references)];
  }
}

/** A draft whose work changes what it calls new although it exists; only before the work begins can that be told. */
const withoutFalseNew = (draft: PlanDraft, references: readonly CheckedReference[]): PlanDraft => {
  // A path that is called new somewhere is found only where exactly that one exists.
  const existing = new Set(references.filter(({ state }) => state === 'found').map(({ text }) => text));
  const phases = draft.phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((task) => ({
      ...task,
      files: task.files.map((file) =>
        file.kind === 'new' && existing.has(file.path) ? { ...file, kind: 'modify' as const } : file,
      ),
    })),
  }));
  return { ...draft, phases };
};

const tryEdits = (edit: () => string): string | Refused => {
  try {
    return edit();
  } catch (error) {
    if (error instanceof UserError && error.code === 'invalidInput')
      return { issues: [`${error.args['field']}: ${error.args['reason']}`] };
    throw error;
  }
};
