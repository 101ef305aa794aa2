import * as vscode from 'vscode';
import { readPlanText } from '../../plans/planReader';
import { savePlanText } from '../../plans/planSaving';
import { UserError } from '../../domain/errors';
import type { StoreChange } from '../../storage/open';
import type { Log } from '../../domain/log';
import type { OpenCore } from '../core';
import type { FilesAlone } from '../lazyProviders';
import { failureText } from '../report';
import { shownTexts, textsIn } from '../textTabs';
import { isStatistics, statisticsText, statisticsUri } from '../statistics';
import { ServedTexts } from './servedTexts';
import { isCurrentText, openDocuments } from './currentText';
import { LateIds } from './lateIds';
import { isTypedSave } from './typedSave';
import { parsePlanUri, planScheme, planUri } from './uris';

/** A pause between two saves, in milliseconds, after which a new editing session begins. */
const sessionPauseMs = 30 * 60_000;

/** Serves plans as files: the current text is writable, versions are read-only; text is stored byte for byte. */
export class PlanFileSystem implements FilesAlone {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  /** This window's editing sessions by plan: all saves of a session make one version. */
  private readonly sessions = new Map<string, { readonly name: string; savedAt: number }>();
  private readonly served = new ServedTexts();

  constructor(private readonly core: OpenCore) {}

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isStatistics(uri)) return this.statisticsStat();
    const { plan, version, text, changedAt, writable } = await this.open(uri);
    return {
      type: vscode.FileType.File,
      ctime: plan.createdAt,
      mtime: Math.max(version.createdAt, changedAt),
      size: Buffer.byteLength(text),
      ...(writable ? {} : { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    if (isStatistics(uri)) return this.statistics();
    const { version, text } = await this.open(uri);
    if (parsePlanUri(uri)?.version === null) this.served.give(uri.toString(), { version: version.number, text });
    return new TextEncoder().encode(text);
  }

  async writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const place = parsePlanUri(uri);
    if (place === null) throw vscode.FileSystemError.FileNotFound(uri);
    if (place.version !== null) throw vscode.FileSystemError.NoPermissions(uri);
    // The byte order mark is part of what the user saved, so the decoder must keep it.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const { storage, who } = await this.core();
    const session = this.sessionOf(place.planId);
    const key = uri.toString();
    const served = this.served.of(key);
    await asFileError(uri, async () => {
      try {
        const saved = await savePlanText(storage, place.planId, text, { session, who: await who(), served });
        this.served.settle(key, saved);
      } catch (error) {
        // This error tells the user about the newer version, so the next save is based on it.
        const current = await readPlanText(storage, place.planId);
        this.served.settle(key, { version: current.version.number, text: current.text });
        throw error;
      }
    });
  }

  /** Tracks what a document shows, which is the base of its next save. */
  noteDocument(document: vscode.TextDocument): void {
    if (document.uri.scheme !== planScheme) return;
    const key = document.uri.toString();
    if (document.isClosed) this.served.close(key);
    else if (!document.isDirty) this.served.show(key, document.getText());
  }

  /**
   * True while a document holds unsaved text of a plan; the editor calls one saved, too, that was typed in while it was
   * being saved.
   */
  hasUnsaved(planId: string): boolean {
    return openDocuments(planId).some(
      (document) => document.isDirty || this.served.differs(document.uri.toString(), document.getText()),
    );
  }

  /** Ends the editing session of a plan: its next save makes a new version. */
  endSession(planId: string): void {
    this.sessions.delete(planId);
  }

  /** Tells the editor which open documents a stored change affects. */
  noteChange(change: StoreChange): void {
    const planId = change.entity === 'plan' ? change.id : change.parentId;
    if (!['plan', 'version', 'progress', 'storage'].includes(change.entity)) return;
    const concerned = (uri: vscode.Uri): boolean => {
      const place = parsePlanUri(uri);
      return isStatistics(uri) || (place !== null && (change.entity === 'storage' || place.planId === planId));
    };
    const uris = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(concerned);
    this.changes.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }

  /** Makes the editor reload the displayed statistics. */
  noteStatistics(): void {
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri: statisticsUri }]);
  }

  private async statistics(): Promise<Uint8Array> {
    return new TextEncoder().encode(await statisticsText((await this.core()).storage));
  }

  /** Generated anew on every call. */
  private async statisticsStat(): Promise<vscode.FileStat> {
    const { length: size } = await this.statistics();
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: Date.now(),
      size,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  /** The current session of a plan; after a long pause a new one begins. */
  private sessionOf(planId: string): string {
    const known = this.sessions.get(planId);
    const now = Date.now();
    const name = known && now - known.savedAt < sessionPauseMs ? known.name : globalThis.crypto.randomUUID();
    this.sessions.set(planId, { name, savedAt: now });
    return name;
  }

  private async open(uri: vscode.Uri) {
    const place = parsePlanUri(uri);
    if (place === null) throw vscode.FileSystemError.FileNotFound(uri);
    const { storage } = await this.core();
    return asFileError(uri, async () => {
      const read = await readPlanText(storage, place.planId, place.version ?? undefined);
      const changedAt = Math.max(read.plan.updatedAt, ...read.progress.map(({ at }) => at));
      return { ...read, changedAt, writable: place.version === null && storage.state() === 'owner' };
    });
  }
}

/** Converts errors to the editor's file errors, the only ones it understands, with our text. */
const asFileError = async <T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === 'notFound') throw vscode.FileSystemError.FileNotFound(uri);
    throw vscode.FileSystemError.NoPermissions(failureText(error));
  }
};

/** Compares two versions in the editor's own diff. */
export const openDiff = async (plan: { id: string; title: string }, before: number, after: number): Promise<void> => {
  const title = `${plan.title}: v${before} ↔ v${after}`;
  await vscode.commands.executeCommand(
    'vscode.diff',
    planUri(plan.id, plan.title, before),
    planUri(plan.id, plan.title, after),
    title,
  );
};

/** Tracks the editing of plan documents: what they show, ids for new tasks, and the end of editing sessions. */
export const followPlanDocuments = (
  files: PlanFileSystem,
  idsFor: (document: vscode.TextDocument) => Promise<vscode.TextEdit[]>,
  log: Log,
): vscode.Disposable => {
  const lateIds = new LateIds(idsFor, log);
  /** Closing the last tab ends the session; the editor keeps the document itself for minutes. */
  const endIfLeft = (uri: vscode.Uri): void => {
    const planId = parsePlanUri(uri)?.planId;
    if (planId === undefined || shownTexts().some((shown) => isCurrentText(shown, planId))) return;
    // What is not saved yet still belongs to the session: an auto-save may be on its way.
    if (!files.hasUnsaved(planId)) files.endSession(planId);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => files.noteDocument(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => files.noteDocument(document)),
    vscode.workspace.onDidCloseTextDocument((document) => files.noteDocument(document)),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const { document } = event;
      if (document.uri.scheme !== planScheme) return;
      // A delayed auto-save must not insert ids while the user is typing.
      if (isTypedSave(event)) lateIds.note(document.uri);
      else event.waitUntil(idsFor(document));
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => lateIds.giveAllBut(editor?.document.uri)),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => endIfLeft(uri)),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const uri of closed.flatMap(textsIn)) void lateIds.give(uri).then(() => endIfLeft(uri));
    }),
  );
};
