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
 * Copies the sample workspace, so that nothing that runs changes the original.
 * @param {string} target a folder that does not exist yet
 */
export const copySampleWorkspace = (target) => cp(sampleWorkspace, target, { recursive: true });

/**
 * Writes the user settings of an editor that keeps its state in `dataFolder`.
 * @param {string} dataFolder
 * @param {Record<string, unknown>} settings
 */
export const writeSettings = async (dataFolder, settings) => {
  await mkdir(join(dataFolder, 'User'), { recursive: true });
  await writeFile(join(dataFolder, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
};
