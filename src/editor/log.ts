import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { Log, LogFields } from '../domain/log';

/** A log that can be shown. */
export type EditorLog = Log & { show(): void };

/** Creates the extension's log in the Output view, where the user sets its level. */
export const createLog = (): EditorLog => {
  const channel = vscode.window.createOutputChannel('DevPlan', { log: true });
  return {
    debug: (message, fields) => channel.debug(line(message, fields)),
    info: (message, fields) => channel.info(line(message, fields)),
    warn: (message, fields) => channel.warn(line(message, fields)),
    error: (message, error, fields) => {
      channel.error(line(message, fields));
      if (error !== undefined) channel.error(error instanceof Error ? error : inspect(error));
    },
    show: () => channel.show(),
  };
};

const line = (message: string, fields: LogFields = {}): string =>
  [message, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(' ');
