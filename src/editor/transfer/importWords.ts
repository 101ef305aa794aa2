import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import type { ImportReport } from '../../storage/exchange/exchange';
import { action } from '../actions';
import { buttonsOf, offer } from '../offer';

/** Shows the result of an import; the log says why rows were skipped. */
export const tellImport = ({ created, updated, unchanged, skipped, reasons }: ImportReport, log: Log): void => {
  for (const reason of reasons) log.warn('not imported', { reason });
  const told = vscode.l10n.t(
    'Imported: {0} new, {1} updated, {2} unchanged, {3} skipped.',
    created,
    updated,
    unchanged,
    skipped,
  );
  void offer(told, buttonsOf(skipped > 0 ? [action(vscode.l10n.t('Show Log'), 'showLog')] : []));
};
