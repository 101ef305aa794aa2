// What a turn costs besides the model, how fast it stops, how well tokens are estimated:
// npm run bench:turn [-- --turns N --files N]
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bigWorkspace } from '../scripts/bigWorkspace.mjs';
import { calibrate, percentile, round } from './calibration.mjs';

const { values } = parseArgs({
  options: { turns: { type: 'string', default: '40' }, files: { type: 'string', default: '10000' } },
});
const turns = Number(values.turns);
const wantedFiles = Number(values.files);
const folder = mkdtempSync(join(tmpdir(), 'devplan-turn-'));
const requests = ['Plan rate limiting for the API', 'Where are sessions stored?', 'Add a cache to the user routes'];

const bundle = async () => {
  const common = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'error', loader: { '.md': 'text' } };
  const contents = `
    export { PlanningService } from './src/agent/planningService';
    export { ProjectMemories } from './src/agent/memory/projectMemories';
    export { TokenMeter } from './src/agent/model/tokenMeter';
    export { ContextManager } from './src/context/contextManager';
    export { WorkspaceSearch } from './src/context/workspaceSearch';
    export { silentLog } from './src/domain/log';
    export { DevPlanGenerator } from './src/generation/devPlanGenerator';
    export { OpenAiProvider } from './src/models/openAiProvider';
    export { openClient } from './src/models/openAiClient';
    export { openStorage } from './src/storage/open';
    export { MemoryFiles } from './test/support/memoryFiles';
    export { startModelServer } from './test/support/modelServer';`;
  await build({
    ...common,
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    outfile: join(folder, 'parts.cjs'),
  });
  await build({ ...common, entryPoints: ['src/storage/sqljs/worker.ts'], outfile: join(folder, 'storageWorker.js') });
  copyFileSync('node_modules/sql.js/dist/sql-wasm.wasm', join(folder, 'sql-wasm.wasm'));
  return createRequire(import.meta.url)(join(folder, 'parts.cjs'));
};

/** The milliseconds of some work: elapsed, and processor time in all threads, which a busy machine does not stretch. */
const timed = async (work) => {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { passed: performance.now() - started, cpu: (user + system) / 1000 };
};

const measureEstimate = ({ TokenMeter }) => {
  const samples = JSON.parse(readFileSync('bench/fixtures/tokenCounts.json', 'utf8'));
  const meter = new TokenMeter();
  const request = (content) => ({
    model: 'm',
    messages: [{ role: 'user', content }],
    tools: [],
    temperature: 0,
    maxTokens: 1,
  });
  const errors = [];
  for (const [index, { text, tokens }] of samples.entries()) {
    // The first few only train the meter; each later one is estimated before it is learned.
    if (index >= 4) errors.push(Math.abs(meter.estimate(request(text)) - tokens) / tokens);
    meter.learn(request(text), tokens);
  }
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
};

const parts = await bundle();
const calibration = calibrate();
let hangs = false;
const server = await parts.startModelServer(() =>
  hangs
    ? [{ text: 'One moment' }, { hang: true }]
    : [{ text: 'Here ' }, { text: 'it is.' }, { finish: 'stop' }, { usage: [10, 5] }, { done: true }],
);
const storage = await parts.openStorage({
  folder: join(folder, 'plans'),
  workerPath: join(folder, 'storageWorker.js'),
  clock: Date.now,
  log: parts.silentLog,
});
/** Caches its listing like the editor's files, which keep theirs until something changes. */
class ListedFiles extends parts.MemoryFiles {
  #listed = null;

  list() {
    this.#listed ??= super.list();
    return this.#listed;
  }
}
const files = new ListedFiles(Object.fromEntries(bigWorkspace({ files: wantedFiles })));
const search = new parts.WorkspaceSearch(files);
const provider = new parts.OpenAiProvider({
  id: 'openai',
  baseUrl: server.baseUrl,
  apiKey: 'k',
  firstTokenTimeoutMs: 60_000,
  idleTimeoutMs: 60_000,
});
const choice = {
  provider,
  model: 'm',
  label: 'm',
  temperature: 0,
  maxTokens: 1000,
  contextTokens: 12_000,
  maxRounds: 8,
  maxTurnTokens: 1e6,
  language: '',
};
const planning = new parts.PlanningService(
  storage,
  new parts.ContextManager(files, search),
  {
    files,
    retriever: search,
    memories: new parts.ProjectMemories(storage, (texts) => new parts.WorkspaceSearch(texts)),
    attach: async () => null,
    openEditors: () => [],
    generator: new parts.DevPlanGenerator(async () => []),
    chooseModel: async () => choice,
    workspaceName: () => 'bench',
    who: async () => 'bench',
  },
  Date.now,
  parts.silentLog,
);
const client = await parts.openClient(server.baseUrl, 'k');

/** The same request through the package alone: the messages of a turn's last request, streamed to the end. */
const bare = async (messages) => {
  const stream = await client.chat.completions.create({ model: 'm', messages, stream: true });
  for await (const chunk of stream) void chunk;
};

const measureOverhead = async () => {
  const overheads = [];
  for (let turn = -3; turn < turns; turn++) {
    const message = requests[(turn + 3) % requests.length];
    const ours = await timed(async () => {
      const { message: answer } = await planning.chat({ message });
      if (answer.state !== 'complete') throw new Error(`A turn failed: ${JSON.stringify(answer.error)}`);
    });
    const theirs = await timed(() => bare(server.requests.at(-1).body.messages));
    if (turn >= 0) overheads.push({ passed: ours.passed - theirs.passed, cpu: ours.cpu - theirs.cpu });
  }
  return overheads;
};

const measureStop = async () => {
  hangs = true;
  const stops = [];
  for (let turn = 0; turn < turns; turn++) {
    let stopped = 0;
    const subscription = planning.onDidTurn(({ sessionId, event }) => {
      if (event.type !== 'agent' || event.event.type !== 'text') return;
      stopped = performance.now();
      planning.stop(sessionId);
    });
    await planning.chat({ message: requests[turn % requests.length] });
    stops.push(performance.now() - stopped);
    subscription.dispose();
  }
  return stops;
};

try {
  const overheads = await measureOverhead();
  const passed = overheads.map((overhead) => overhead.passed);
  const cpu = overheads.map((overhead) => overhead.cpu);
  const stops = await measureStop();
  const result = {
    bench: 'turn',
    workspace_files: wantedFiles,
    overhead_ms_p50: round(percentile(passed, 0.5)),
    overhead_ms_p95: round(percentile(passed, 0.95)),
    overhead_cpu_ms_p50: round(percentile(cpu, 0.5)),
    stop_ms_p95: round(percentile(stops, 0.95)),
    token_estimate_mape: Math.round(measureEstimate(parts) * 10_000) / 10_000,
  };
  console.table(calibration);
  console.table(result);
  console.log(JSON.stringify(result));
} finally {
  planning.dispose();
  search.dispose();
  await storage.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
