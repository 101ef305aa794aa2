import type * as vscode from 'vscode';
import type { RpcPort } from '../../shared/rpc';

/** The extension's end of a webview; messages that arrive before there is a listener are queued. */
export const webviewPort = (webview: vscode.Webview): RpcPort => {
  const waiting: unknown[] = [];
  const early = webview.onDidReceiveMessage((message) => waiting.push(message));
  return {
    // A view that was closed meanwhile takes no message, which is not an error.
    post: (message) => void webview.postMessage(message),
    receive: (listener) => {
      early.dispose();
      for (const message of waiting.splice(0)) listener(message);
      return webview.onDidReceiveMessage(listener);
    },
  };
};
