import * as vscode from 'vscode';
import { wordsLanguage } from '../language';

/** The HTML of a webview, which says that it loads until it is drawn: one script with a nonce, one stylesheet with its fonts; nothing else may load. */
export const webviewHtml = (
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: 'chat' | 'plan',
  title: string,
): string => {
  const file = (extension: string): vscode.Uri =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', `${name}.${extension}`));
  const nonce = globalThis.crypto.randomUUID().replaceAll('-', '');
  // This hash allows exactly the empty style element that the toolkit uses for feature detection.
  const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
  const policy = [
    `default-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${emptyStyle}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!doctype html>
<html lang="${wordsLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${file('css').toString()}">
</head>
<body>
<div id="root" data-again="${escapeHtml(vscode.l10n.t('Try Again'))}"><p role="status">${escapeHtml(vscode.l10n.t('Loading…'))}</p></div>
<script nonce="${nonce}" src="${file('js').toString()}"></script>
</body>
</html>`;
};

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What every webview of the extension may do. */
export const webviewOptions = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'webview')],
});
