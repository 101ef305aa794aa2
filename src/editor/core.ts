import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { PlanningService } from '../agent/planningService';
import { ProjectMemories } from '../agent/memory/projectMemories';
import { ContextManager } from '../context/contextManager';
import { Reranker } from '../context/embeddings/reranker';
import { VectorCache } from '../context/embeddings/vectorCache';
import { checkReferences } from '../context/references/references';
import { type CheckText, rememberChecks } from '../context/references/rememberChecks';
import { WorkspaceSearch } from '../context/workspaceSearch';
import { systemClock } from '../domain/clock';
import type { Log } from '../domain/log';
import { DevPlanGenerator } from '../generation/devPlanGenerator';
import { withoutDoneWork } from '../generation/referenceProblems';
import { baseFolder } from '../storage/baseFolder';
import { openStorage, type Storage } from '../storage/open';
import { attachment } from './chat/attachments';
import { openEditors } from './chat/openEditors';
import { followApprovals } from './coverage/approvals';
import { followVersions } from './drift/driftRecorder';
import { recordMissed } from './missedRecords';
import type { Models } from './models/models';
import { Recovery } from './transfer/recovery';
import { readSettings } from './settings';
import { currentUser } from './who';
import { openIndex } from './workspace/openIndex';
import { openRoots, readFolders } from './workspace/openRoots';
import { EditorWorkspaceFiles } from './workspace/editorWorkspaceFiles';

/** The root names that prefix paths in a workspace with several roots; empty for a single root. */
const rootNames = (): string[] => {
  const roots = openRoots();
  return roots.length > 1 ? roots.map(({ name }) => name) : [];
};

/** Everything that needs data or files, opened on first use to keep activation cheap. */
export interface Core {
  readonly storage: Storage;
  readonly planning: PlanningService;
  readonly files: EditorWorkspaceFiles;
  readonly search: WorkspaceSearch;
  /** Checks the references in a plan's text against the workspace. */
  readonly checkReferences: CheckText;
  readonly who: () => Promise<string>;
  /** Finds data of this workspace that is stored elsewhere. */
  readonly recovery: Recovery;
  /** Workspace state kept outside the data; losing it loses no plan. */
  readonly memory: vscode.Memento;
  /** Stops running work and resolves once that is stored, as far as the time of an ending window allows, and the data closed. */
  readonly close: () => Promise<void>;
}

/** Opens the core once; after a failure, the next call tries again. */
export type OpenCore = () => Promise<Core>;

/** The data folder of this workspace, or the one shared by all windows without a workspace. */
export const dataFolder = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): string =>
  join(baseFolder((storageUri ?? globalStorageUri).fsPath), 'plans');

/** How long running turns may take to be stored, in ms: five seconds after `deactivate` is called the editor ends the process. */
const settlingMs = 3000;

/** Builds the core: storage in the data folder, search, context, planning. */
export const buildCore = async (context: vscode.ExtensionContext, models: Models, log: Log): Promise<Core> => {
  const folder = dataFolder(context);
  const options = {
    folder,
    workerPath: context.asAbsolutePath(join('dist', 'storageWorker.js')),
    clock: systemClock,
    log,
    trace: readSettings().storageTrace,
  };
  const storage = await openStorage(options);
  const files = new EditorWorkspaceFiles(log);
  const search = new WorkspaceSearch(files, openIndex(context, dirname(folder), files, log));
  const check = rememberChecks(
    // If no file may be read, none can be reported missing.
    async (source) =>
      readFolders() === '' ? [] : withoutDoneWork(source, await checkReferences(source, files, rootNames())),
    () => files.generation,
  );
  const vectors = new VectorCache(join(dirname(folder), 'index', 'vectors.json'), log);
  const memories = new ProjectMemories(storage, (texts) => new WorkspaceSearch(texts));
  const planning = new PlanningService(
    storage,
    new ContextManager(files, search, new Reranker(() => models.embedder(), vectors, log), log),
    {
      files,
      retriever: search,
      memories,
      attach: (kind) => attachment(files, kind),
      openEditors: () => openEditors(),
      generator: new DevPlanGenerator(check),
      chooseModel: (quietly) => models.choose(quietly),
      workspaceName: () => vscode.workspace.name ?? vscode.l10n.t('My Plans'),
      who: currentUser,
    },
    systemClock,
    log,
  );
  context.subscriptions.push(files, planning, search, memories);
  const memory = context.workspaceState;
  const recovery = new Recovery(storage, options, context, log);
  const close = async (): Promise<void> => {
    const isStored = await Promise.race([planning.close().then(() => true), setTimeout(settlingMs, false)]);
    if (!isStored) log.warn('a turn could not be stored before the window closed');
    await storage.close();
  };
  const core: Core = {
    storage,
    planning,
    files,
    search,
    checkReferences: check,
    who: currentUser,
    memory,
    recovery,
    close,
  };
  const recorders = [followVersions(core, log), followApprovals(core, log)];
  context.subscriptions.push(...recorders, recordMissed(core, recorders, log), recovery);
  recovery.offerQuietly();
  return core;
};
