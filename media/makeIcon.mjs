import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../scripts/editor/browser.mjs';

// The gallery takes no SVG: draws icon.svg as icon.png, 256 by 256, with a transparent background.
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  const source = await readFile(here('icon.svg'), 'base64');
  await page.setContent(`<body style="margin:0"><img src="data:image/svg+xml;base64,${source}" style="display:block">`);
  await page.screenshot({ path: here('icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
