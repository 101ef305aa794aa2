import type { TaskPath } from './conventions';
import type { Found } from './evidence';
import { baseName } from '../../domain/paths';

/** A task as a shape describes it. */
export interface Step {
  readonly title: string;
  /** `3h`, `1d`. */
  readonly estimate: string;
  readonly files: readonly (TaskPath | null)[];
  /** Numbers of the tasks that come before, as returned by `task`. */
  readonly after?: readonly string[];
  readonly done: string;
  readonly notes?: string;
}

/** A task as `create_plan` expects it. */
export interface DraftedTask {
  readonly title: string;
  readonly estimate: string;
  readonly files: readonly TaskPath[];
  readonly dependsOn: readonly string[];
  readonly doneWhen: string;
  readonly notes: string;
}

/** Collects phases and tasks; tasks are numbered over all phases. */
export class PlanBuilder {
  readonly phases: { readonly title: string; readonly tasks: DraftedTask[] }[] = [];
  private count = 0;

  /** Begins a phase; one that gets no task is not part of the plan. */
  phase(title: string): void {
    this.phases.push({ title, tasks: [] });
  }

  /** Adds a task to the latest phase and returns its number; a task with an existing title is not added again. */
  task({ title, estimate, files, after = [], done, notes = '' }: Step): string {
    const known = this.phases.flatMap((phase) => phase.tasks).findIndex((task) => task.title === title);
    if (known >= 0) return String(known + 1);
    const named = files.filter((file) => file !== null);
    this.phases.at(-1)?.tasks.push({
      title,
      estimate,
      files: named.filter((file, index) => named.findIndex(({ path }) => path === file.path) === index),
      dependsOn: [...new Set(after)],
      doneWhen: done,
      notes,
    });
    return String(++this.count);
  }

  /** The phases that have tasks. */
  finished(): readonly { readonly title: string; readonly tasks: readonly DraftedTask[] }[] {
    return this.phases.filter(({ tasks }) => tasks.length > 0);
  }
}

/** A definition in a sentence: `listUsers` in `users.ts`. */
export const called = ({ name, path }: Found): string => `\`${name}\` in \`${baseName(path)}\``;

/** A definition with its place: `listUsers` (`src/routes/users.ts:12`). */
export const placed = ({ name, path, line }: Found): string => `\`${name}\` (\`${path}:${line}\`)`;

/** A file's name in a sentence. */
export const inFile = ({ path }: { readonly path: string }): string => `\`${baseName(path)}\``;

/** `a, b and c` with the given word before the last. */
export const listedWith = (and: string, texts: readonly string[]): string => {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} ${and} ${last}`;
};

/** Capitalises the first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
