import type { Frame } from 'playwright-core';
import type { Editor, themes } from './editor';

export type Theme = keyof typeof themes;

/** The class by which the editor marks a page with its kind of theme. */
const kinds: Readonly<Record<Theme, string>> = {
  light: 'vscode-light',
  highContrast: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast-light',
  dark: 'vscode-dark',
};

/** What the editor sets on a webview's page for one of its themes. */
interface Look {
  readonly style: string;
  readonly classes: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Shows a webview in another theme, and at another width in CSS pixels, without the editor. */
export interface Looks {
  readonly themes: readonly Theme[];
  readonly wear: (frame: Frame, theme: Theme) => Promise<void>;
  readonly resize: (frame: Frame, width: number | null) => Promise<void>;
}

/** Chooses a theme of each kind once and keeps what the editor sets on the chat's page, to reapply it at once. */
export const collectLooks = async (editor: Editor): Promise<Looks> => {
  const looks = new Map<Theme, Look>();
  for (const theme of Object.keys(kinds) as Theme[]) {
    await editor.setTheme(theme);
    const frame = await editor.webviewFrame('chat');
    await frame.waitForFunction((kind) => document.body.dataset['vscodeThemeKind'] === kind, kinds[theme]);
    looks.set(
      theme,
      await frame.evaluate(() => ({
        style: document.documentElement.style.cssText,
        classes: document.body.className,
        data: Object.fromEntries(Object.entries(document.body.dataset).map(([name, value]) => [name, value ?? ''])),
      })),
    );
  }
  return {
    themes: [...looks.keys()],
    wear: (frame, theme) =>
      frame.evaluate(async ({ style, classes, data }) => {
        document.documentElement.style.cssText = style;
        document.body.className = classes;
        Object.assign(document.body.dataset, data);
        // The toolkit's elements adopt the colors in the frame after the theme change.
        const nextFrame = () => new Promise(requestAnimationFrame);
        await nextFrame();
        await nextFrame();
      }, looks.get(theme)!),
    resize: async (frame, width) => {
      const element = await frame.frameElement();
      await element.evaluate((node, pixels) => {
        (node as HTMLElement).style.width = pixels === null ? '100%' : `${pixels}px`;
      }, width);
    },
  };
};
