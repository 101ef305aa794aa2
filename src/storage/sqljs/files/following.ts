import { type StoreChange, everything } from '../../storeChange';
import { parseNames } from './fileNames';
import { type Opened, type Place, openToRead } from './opening';
import { StaleError, replay } from './replay';
import { errorCode } from './storageFolder';

/** A follower's data brought up to what the folder holds, and what that changed. */
export const catchUp = (
  place: Place,
  opened: Opened,
): { readonly opened: Opened; readonly changes: readonly StoreChange[] } => {
  const { folder, kind } = place;
  try {
    const { problem, changes, seq, position } = replay(
      folder,
      kind,
      opened.engine,
      opened,
      parseNames(folder.list()).journals,
    );
    if (problem === null) return { opened: { ...opened, seq, position }, changes };
  } catch (error) {
    if (!(error instanceof StaleError) && errorCode(error) !== 'ENOENT') throw error;
  }
  // What was applied does not count, or files went meanwhile: only reading everything again tells what holds.
  const fresh = openToRead(place, opened.problem);
  opened.engine.close();
  return { opened: fresh, changes: [everything] };
};
