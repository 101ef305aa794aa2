/** The text files of one folder, by name; nothing outside it can be named. */
export interface MirrorFolder {
  /** The names of the files; empty if the folder does not exist (yet). */
  list(): Promise<readonly string[]>;
  /** Returns null if the file does not exist; throws `mirrorFailed` if it cannot be read as UTF-8 text. */
  read(name: string): Promise<string | null>;
  /** Writes a whole file at once if it still contains `was` (null: does not exist); otherwise writes nothing and returns false. */
  write(name: string, text: string, was: string | null): Promise<boolean>;
  /** Deletes a file that still contains `was`; returns false for any other, throws `mirrorFailed` if it cannot be deleted. */
  remove(name: string, was: string): Promise<boolean>;
}
