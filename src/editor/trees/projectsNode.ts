import type { Attention } from '../../plans/attention';
import type { DevPlan, DevPlanVersionInfo } from '../../domain/plan';
import type { PlanPhase, PlanTask } from '../../domain/grammar/planModel';
import type { Project } from '../../domain/project';
import type { PlansByStatus } from '../../domain/projectHealth';
import type { PlanRow } from './projectsItems';

/** An element of the Projects tree. */
export type ProjectsNode =
  | { readonly kind: 'needs'; readonly waiting: readonly Attention[] }
  | { readonly kind: 'need'; readonly plan: DevPlan; readonly attention: Attention }
  | {
      readonly kind: 'project';
      readonly project: Project;
      readonly plans: number;
      readonly byStatus: PlansByStatus | null;
    }
  | ({ readonly kind: 'plan' } & PlanRow)
  | { readonly kind: 'phase'; readonly plan: DevPlan; readonly index: number; readonly phase: PlanPhase }
  | { readonly kind: 'task'; readonly plan: DevPlan; readonly task: PlanTask }
  | { readonly kind: 'versions'; readonly plan: DevPlan }
  | { readonly kind: 'version'; readonly plan: DevPlan; readonly version: DevPlanVersionInfo }
  | { readonly kind: 'more'; readonly parent: ProjectsNode | null; readonly shown: number };

/** The node at the top of the tree. */
export type NeedsNode = ProjectsNode & { readonly kind: 'needs' };
/** A plan's row. */
export type PlanNode = ProjectsNode & { readonly kind: 'plan' };
