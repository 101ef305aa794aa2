/** A sink for structured log lines; fields never hold prompt text or keys above `debug`. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error?: unknown, fields?: LogFields): void;
}

/** Named values of one log line. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A log that discards everything, where nobody would read it. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
