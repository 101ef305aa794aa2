/** The text files of one folder, by name; nothing outside of it can be named. */
export interface MirrorFolder {
  /** Names of the files; none where the folder is not there (yet). */
  list(): Promise<readonly string[]>;
  /** Null for what is not there; throws `mirrorFailed` for what cannot be read as UTF-8 text. */
  read(name: string): Promise<string | null>;
  /** Writes a whole file at once, unless it no longer holds `was` (null: is not there): then nothing is written and false returned. */
  write(name: string, text: string, was: string | null): Promise<boolean>;
  /** Deletes a file that still holds `was`; gives false for any other, throws `mirrorFailed` for one that cannot be deleted. */
  remove(name: string, was: string): Promise<boolean>;
}
