import type { ActionView } from '../shared/protocol';

/** A button that runs a command of this extension; `command` comes without `devplan.`. */
export const action = (label: string, command: string, ...args: readonly (string | number | null)[]): ActionView => ({
  label,
  command: `devplan.${command}`,
  args,
});
