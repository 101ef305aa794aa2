import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleWorkspace } from './paths.mjs';

/** Settings that keep an editor quiet and the same on every machine, with DevPlan's built-in model instead of a network one. */
export const quietSettings = {
  'devplan.testMode': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'afterDelay',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Settings of an editor for tests: its panels have no round corners, which cost a processor some 15 ms a picture and
 * more, and no window starts an extension host in the browser, in which nothing would run, half a second of a processor.
 */
export const testSettings = {
  ...quietSettings,
  'workbench.experimental.modernUI': false,
  'extensions.webWorker': false,
};

/**
 * Copies the sample workspace, so that nothing changes the original.
 * @param {string} target a folder that does not exist yet
 */
export const copySampleWorkspace = (target) => cp(sampleWorkspace, target, { recursive: true });

/**
 * Writes the user settings of an editor whose state is in `dataFolder`; a server reads settings of scope `machine`,
 * like DevPlan's, from a separate file.
 * @param {string} dataFolder
 * @param {Record<string, unknown>} settings
 */
export const writeSettings = async (dataFolder, settings) => {
  const ofMachine = Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith('devplan.')));
  for (const [folder, values] of Object.entries({ User: settings, Machine: ofMachine })) {
    await mkdir(join(dataFolder, folder), { recursive: true });
    await writeFile(join(dataFolder, folder, 'settings.json'), JSON.stringify(values, undefined, 2));
  }
};
