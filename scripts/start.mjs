// Opens DevPlan in a real VS Code on a sample workspace: npm start [-- --port N] [-- --folder PATH]
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDesktopDemo, prepareDemo, serveDemo, showInBrowser } from './editor/demo.mjs';
import { chooseEditor, hasDisplay } from './editor/desktop.mjs';
import { packageExtension } from './editor/extensionPackage.mjs';

const readArguments = () => {
  const { values } = parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`--port is "${values.port}"; it must be a number from 1 to 65535.`);
  }
  const folder = values.folder === undefined ? undefined : resolve(values.folder);
  if (folder !== undefined && !existsSync(folder)) throw new Error(`--folder does not exist: ${folder}`);
  return { port, folder };
};

const start = async () => {
  const { port, folder } = readArguments();
  console.log('Building and packaging DevPlan...');
  await packageExtension();
  const demo = await prepareDemo(folder);
  const choice = port === undefined ? await chooseEditor({ acceptInstalled: true }) : { kind: 'server' };
  if (choice.kind === 'desktop') {
    console.log('Opening DevPlan in desktop VS Code; close its window or press Ctrl+C to stop.');
    await openDesktopDemo(demo);
    return;
  }
  const { url, ended } = await serveDemo(demo, port);
  console.log(`DevPlan is ready: ${url}`);
  console.log('Press Ctrl+C to stop.');
  if (hasDisplay()) await showInBrowser(url);
  await ended;
  console.log('DevPlan has stopped.');
};

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
