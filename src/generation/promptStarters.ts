/** A prompt starter: what is shown and the text that it puts into the composer. */
export interface PromptStarter {
  /** Name of a codicon. */
  readonly icon: string;
  readonly title: string;
  readonly detail: string;
  readonly prompt: string;
}

/** The starters that everyone has. */
export const promptStarters: readonly PromptStarter[] = [
  {
    icon: 'add',
    title: 'Plan a new feature',
    detail: 'Goal, affected files, tasks with a check each',
    prompt: 'Plan a new feature: ',
  },
  {
    icon: 'bug',
    title: 'Plan a bug fix',
    detail: 'Reproduce, find the cause, fix, test',
    prompt: 'Plan a fix for this bug: ',
  },
  {
    icon: 'arrow-swap',
    title: 'Plan a refactoring',
    detail: 'Small steps, each one safe to ship',
    prompt: 'Plan a refactoring: ',
  },
];
