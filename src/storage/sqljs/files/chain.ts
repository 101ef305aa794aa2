import { UserError } from '../../../domain/errors';
import type { JournalName } from './fileNames';
import { type JournalHeader, decodeHeader, scanFrames } from './journalCodec';
import { type StorageFolder, readFile } from './storageFolder';

const headerBytes = 4096;

/** One journal of the chain. */
export interface Link {
  readonly journal: JournalName;
  readonly header: JournalHeader;
  /** Position of the first record. */
  readonly start: number;
  /** Position after the last record that counts, as stated by the successor; null for the last journal, which is still open. */
  readonly limit: number | null;
}

/** The error for a file whose content is wrong. */
export const corrupt = (file: string, reason: string): UserError => new UserError('storageCorrupt', { file, reason });

/** The header and the position after it; null if the journal's beginning was cut short. */
const readHeader = (folder: StorageFolder, { name, base, epoch }: JournalName) => {
  const [first] = scanFrames(readFile(folder, name, 0, headerBytes)).frames;
  if (first === undefined) {
    // Nothing was acknowledged before the header was on disk, so complete records without a header mean damage.
    if (scanFrames(readFile(folder, name)).rest === 'damaged') throw corrupt(name, 'its header is damaged');
    return null;
  }
  const header = decodeHeader(first.payload);
  if (header.base !== base || header.epoch !== epoch) throw corrupt(name, 'its header is that of another journal');
  return { header, start: first.end };
};

/**
 * The journals that count, oldest first. Follows each journal's parent back from the last one to the one that begins no
 * later than transaction `seq`, or is named `until`. Journals outside that chain hold nothing that was acknowledged.
 */
export const readChain = (
  folder: StorageFolder,
  journals: readonly JournalName[],
  { seq, until }: { readonly seq: number; readonly until?: string },
): readonly Link[] => {
  const byName = new Map(journals.map((journal) => [journal.name, journal]));
  const chain: Link[] = [];
  const isEnough = (): boolean => {
    const first = chain[0];
    return first !== undefined && (until === undefined ? first.header.base <= seq : first.journal.name === until);
  };
  const add = (journal: JournalName, limit: number | null): void => {
    const read = readHeader(folder, journal);
    if (read !== null) chain.unshift({ journal, ...read, limit });
    else if (limit !== null) throw corrupt(journal.name, 'its header is damaged');
  };
  for (const journal of journals.toReversed()) if (chain.length === 0) add(journal, null);
  while (!isEnough()) {
    const parent = chain[0]?.header.parent ?? null;
    const journal = parent === null ? undefined : byName.get(parent.name);
    if (parent === null || journal === undefined) break;
    add(journal, parent.end);
  }
  return chain;
};
