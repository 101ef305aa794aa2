import { type StoreChange, everything } from '../../storeChange';
import { parseNames } from './fileNames';
import { type Opened, type Place, newestNames, openAgain, openToRead } from './opening';
import { StaleError, replay } from './replay';
import { errorCode } from './storageFolder';

/** Brings a follower's data up to date with the folder, if need be in a new engine, and returns it with the changes. */
export const catchUp = (
  place: Place,
  opened: Opened,
): { readonly opened: Opened; readonly changes: readonly StoreChange[] } => {
  const { folder, kind } = place;
  // Damage does not repair itself: only new files from another window can hold what is missing here.
  const isDamaged = opened.problem?.code === 'storageCorrupt';
  if (isDamaged && (opened.newest === null || newestNames(folder) === opened.newest)) return { opened, changes: [] };
  try {
    const { journals } = parseNames(folder.list());
    const replayed =
      isDamaged || opened.engine.failure !== null ? null : replay(folder, kind, opened.engine, opened, journals);
    if (replayed?.problem === null) {
      const { seq, position, changes } = replayed;
      return { opened: { ...opened, seq, position }, changes };
    }
  } catch (error) {
    if (!(error instanceof StaleError) && errorCode(error) !== 'ENOENT') throw error;
  }
  // Something already applied does not count, files were removed meanwhile, or the engine's own cannot be read: only
  // reading everything again is reliable.
  const fresh = openAgain(place, opened, () => openToRead(place, isDamaged ? null : opened.problem, opened.seq));
  return { opened: fresh, changes: fresh.engine === opened.engine ? [] : [everything] };
};
