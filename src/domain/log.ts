/** Where structured log lines go; fields never hold prompt text or keys above `debug`. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error?: unknown, fields?: LogFields): void;
}

/** Named values that belong to one log line. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A log that keeps nothing, for places where nobody reads one. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
