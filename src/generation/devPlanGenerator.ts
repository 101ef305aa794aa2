import { UserError } from '../domain/errors';
import { checkPlan } from '../domain/planCheck';
import { comparePlans, summarizeChanges } from '../domain/planDiff';
import { parsePlan } from '../domain/planDocument';
import { editPlan } from '../domain/planEdit';
import type { PlanProblem } from '../domain/planModel';
import { renderPlan } from '../domain/planRender';
import type { CheckedReference } from '../domain/references';
import { readDraft, readRevision } from './draftSchema';
import { referenceProblems } from './referenceProblems';

/** A plan made from a draft: its text, title and what is wrong with it. */
export interface GeneratedPlan {
  readonly title: string;
  readonly content: string;
  readonly problems: readonly PlanProblem[];
}

/** A changed plan text and the change in a few words. */
export interface RevisedPlan {
  readonly content: string;
  readonly summary: string;
}

/** Why something that a model gave is no plan, in sentences that it can act on. */
export interface Refused {
  readonly issues: readonly string[];
}

/** Problems of a draft that the model must mend: without them there is no plan to show. */
const grave = new Set<PlanProblem['code']>(['missingTitle', 'duplicateTask', 'unknownDependency', 'cyclicDependency']);

/** Turns what a model gives into a plan's text: validated, rendered, grounded in the workspace. */
export class DevPlanGenerator {
  constructor(private readonly checkReferences: (source: string) => Promise<readonly CheckedReference[]>) {}

  /** Makes a plan of a draft; what fits no plan at all is refused with the reasons. */
  async fromDraft(input: unknown): Promise<GeneratedPlan | Refused> {
    const read = readDraft(input);
    if ('issues' in read) return read;
    const content = renderPlan(read.value);
    const document = parsePlan(content);
    const problems = checkPlan(document);
    const issues = problems
      .filter(({ code }) => grave.has(code))
      .map(({ code, args }) => `${code} ${JSON.stringify(args)}`);
    if (issues.length > 0) return { issues };
    const references = await this.checkReferences(content);
    return { title: document.title, content, problems: [...problems, ...referenceProblems(document, references)] };
  }

  /** Applies a revision to a plan's text by range edits; edits that name what is not there are refused. */
  async revise(source: string, input: unknown, retired: readonly string[]): Promise<RevisedPlan | Refused> {
    const read = readRevision(input);
    if ('issues' in read) return read;
    try {
      const { source: content } = editPlan(source, read.value.edits, retired);
      const changes = comparePlans(source, content);
      if (content === source) return { issues: ['The edits change nothing.'] };
      return { content, summary: read.value.summary || summarizeChanges(changes) };
    } catch (error) {
      if (error instanceof UserError && error.code === 'invalidInput')
        return { issues: [`${error.args['field']}: ${error.args['reason']}`] };
      throw error;
    }
  }
}
