import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as launcherModule from '../../../scripts/editor/session.mjs';
import type { Session, SessionOptions } from '../../../scripts/editor/session.mjs';
import { openWindow, type EditorWindow } from './window';

/** The four theme kinds of the editor, by the names of its own themes. */
export const themes = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

/** The editor's labels for them in its theme picker. */
const labels: Readonly<Record<keyof typeof themes, string>> = {
  ...themes,
  highContrast: 'Dark High Contrast',
  highContrastLight: 'Light High Contrast',
};

/** Options of `openEditor`: those of a session and the kind of theme. */
export interface EditorOptions extends SessionOptions {
  readonly theme?: keyof typeof themes;
}

/** A running editor with the packaged extension and its first window. */
export interface Editor extends EditorWindow {
  /** The opened folder. */
  readonly workspace: string;
  /** Where the editor keeps its state (`User/settings.json`, `User/globalStorage`, ...). */
  readonly dataFolder: string;
  /** Chooses a theme; webviews adopt it a moment later. */
  readonly setTheme: (theme: keyof typeof themes) => Promise<void>;
  /** Opens one more tab on the same folder. */
  readonly openTab: () => Promise<EditorWindow>;
  /** Opens another folder in a tab, in a workspace of its own. */
  readonly openFolder: (folder: string) => Promise<EditorWindow>;
  /** What the server printed so far. */
  readonly serverLog: () => string;
  /** Saves a picture as `.vscode-test/screenshots/<name>.png` and returns its path. */
  readonly screenshot: (name: string) => Promise<string>;
  /** Closes the windows, stops the server and deletes its data. */
  readonly dispose: () => Promise<void>;
}

/** Loads the launcher at run time, so that bundled test files share its browser and its list of open editors with the hooks around them. */
export const loadLauncher = (): Promise<typeof launcherModule> =>
  import(pathToFileURL(resolve('scripts', 'editor', 'session.mjs')).href);

const takeScreenshot = async (window: EditorWindow, name: string): Promise<string> => {
  const folder = resolve('.vscode-test', 'screenshots');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await window.page.screenshot({ path });
  return path;
};

/** The editor does not notice settings files written while it runs, so the theme is chosen through the UI. */
const changeTheme = async ({ page, command, quickPick }: EditorWindow, theme: keyof typeof themes): Promise<void> => {
  await command('Preferences: Color Theme');
  const label = labels[theme];
  await page.locator('.quick-input-widget input.input').fill(label);
  await quickPick(label);
};

const openFirstWindow = async (session: Session): Promise<EditorWindow> => {
  const launcher = await loadLauncher();
  try {
    return await openWindow(session);
  } catch (error) {
    launcher.captureOpenSessions('opening the editor');
    await session.close();
    throw error;
  }
};

/** Starts an editor with new user data on a copy of the sample workspace (or on `workspace`) and opens its window; throws when DevPlan does not appear in it. */
export const openEditor = async ({ theme = 'dark', settings, ...options }: EditorOptions = {}): Promise<Editor> => {
  const launcher = await loadLauncher();
  const session = await launcher.openSession({
    ...options,
    settings: { 'workbench.colorTheme': themes[theme], ...settings },
  });
  const window = await openFirstWindow(session);
  return {
    ...window,
    workspace: session.workspace,
    dataFolder: session.dataFolder,
    setTheme: (kind) => changeTheme(window, kind),
    openTab: () => openWindow(session),
    openFolder: (folder) =>
      openWindow({ ...session, url: session.url.replace(/folder=.*/, `folder=${encodeURIComponent(folder)}`) }),
    serverLog: session.serverLog,
    screenshot: (name) => takeScreenshot(window, name),
    dispose: session.close,
  };
};
