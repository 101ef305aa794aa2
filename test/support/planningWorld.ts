import { ProjectMemories } from '../../src/agent/memory/projectMemories';
import { PlanningService, type TurnEvent } from '../../src/agent/planningService';
import { ContextManager } from '../../src/context/contextManager';
import { checkReferences } from '../../src/context/references/references';
import { WorkspaceSearch } from '../../src/context/workspaceSearch';
import type { Clock } from '../../src/domain/clock';
import { silentLog } from '../../src/domain/log';
import { DevPlanGenerator } from '../../src/generation/devPlanGenerator';
import type { ModelPrice, ModelProvider } from '../../src/models/modelProvider';
import { MemoryFiles } from './memoryFiles';
import { openMemoryStorage, tickingClock } from './memoryStorage';

/** A planning service on a database in memory and a small workspace, using the given model. */
export const openPlanningWorld = async (
  provider: ModelProvider,
  price: ModelPrice | null = null,
  texts: Readonly<Record<string, string>> = {},
  maxTurnTokens = 200_000,
  clock: Clock = tickingClock(),
) => {
  const storage = await openMemoryStorage();
  const files = new MemoryFiles({
    'src/app.ts': 'export const createApp = () => {};\n',
    'README.md': '# Atlas\n',
    ...texts,
  });
  const search = new WorkspaceSearch(files);
  const planning = new PlanningService(
    storage,
    new ContextManager(files, search),
    {
      files,
      retriever: search,
      memories: new ProjectMemories(storage, (texts) => new WorkspaceSearch(texts)),
      attach: async () => null,
      openEditors: () => [],
      generator: new DevPlanGenerator((source) => checkReferences(source, files)),
      chooseModel: async () => ({
        provider,
        model: 'scripted',
        label: 'scripted',
        temperature: 0,
        maxTokens: 1000,
        contextTokens: 4000,
        maxRounds: 24,
        maxTurnTokens,
        language: '',
        price: () => price,
      }),
      workspaceName: () => 'atlas',
      who: async () => 'Ada',
    },
    clock,
    silentLog,
  );
  const events: TurnEvent[] = [];
  planning.onDidTurn(({ event }) => events.push(event));
  return { storage, planning, events };
};
