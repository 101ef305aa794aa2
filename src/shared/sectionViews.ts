import type { PhaseParts, SectionParts } from '../domain/grammar/planParts';
import type { ActionView, TaskFileView } from './protocol';

/** A task as the plan view draws it. */
export interface TaskView {
  readonly id: string | null;
  readonly title: string;
  readonly estimate: string | null;
  readonly done: boolean;
  /** Who ticked it, when and why; null while open, or where nobody knows. */
  readonly doneBy: { readonly who: string; readonly at: number; readonly why: string } | null;
  readonly files: readonly TaskFileView[];
  readonly dependsOn: readonly string[];
  readonly doneWhen: string | null;
  readonly notes: string;
  /** Buttons with icons at the task's end. */
  readonly actions?: readonly ActionView[];
  /** What became of code that the task names since its version was made; left out where nothing drifted. */
  readonly drift?: DriftView;
  /** How far its files have changed since the plan was approved; left out where nothing has. */
  readonly coverage?: string;
}

/** Drifted references in words, and what helps. */
export interface DriftView {
  readonly texts: readonly string[];
  readonly actions: readonly ActionView[];
}

/** A phase as it is shown. */
export interface PhaseView extends Omit<PhaseParts, 'tasks'> {
  readonly tasks: readonly TaskView[];
}

/** A section, or text outside of the sections, as it is shown. */
export interface SectionView extends Omit<SectionParts, 'phases'> {
  readonly phases: readonly PhaseView[];
}
