import { ApiChanges } from '../../src/api/changes';
import { publicApi } from '../../src/api/publicApi';
import { publicError } from '../../src/api/publicError';
import { createApi } from '../../src/api/shell';
import { checkReferences } from '../../src/context/references/references';
import { silentLog } from '../../src/domain/log';
import { templates } from '../../src/generation/templates';
import type { ModelProvider } from '../../src/models/modelProvider';
import { MemoryFiles } from './memoryFiles';
import { openPlanningWorld } from './planningWorld';

/** The public API on a database in memory; `opened` returns how often its core was opened. */
export const openApiWorld = async (provider: ModelProvider) => {
  const { storage, planning } = await openPlanningWorld(provider);
  const files = new MemoryFiles({ 'src/app.ts': 'export const createApp = () => {};\n' });
  let opened = 0;
  const core = async () => {
    opened += 1;
    return storage;
  };
  const changes = new ApiChanges(core, silentLog);
  storage.onDidChange((change) => changes.noteChange(change));
  const api = createApi({
    open: async () =>
      publicApi({
        storage: await core(),
        planning,
        checkReferences: (source) => checkReferences(source, files),
        who: async () => 'Ada',
        templates: async () => templates,
      }),
    listen: changes.listen,
    explain: async (error) => publicError(error, (thrown) => `In words: ${String(thrown)}`, silentLog),
  });
  return { api, storage, opened: () => opened };
};
