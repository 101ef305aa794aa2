import * as vscode from 'vscode';
import { slug } from '../../domain/slug';

/** The scheme of plan documents. */
export const planScheme = 'devplan';

/** Returns a plan's URI, `devplan:/<planId>/[v<number>/]<slug>.md`; only the id and the number are resolved. */
export const planUri = (planId: string, title: string, version?: number): vscode.Uri => {
  const middle = version === undefined ? '' : `v${version}/`;
  return vscode.Uri.from({ scheme: planScheme, path: `/${planId}/${middle}${slug(title)}.md` });
};

/** The plan and version in a plan document's URI; null for any other URI. */
export const parsePlanUri = (uri: vscode.Uri): { readonly planId: string; readonly version: number | null } | null => {
  if (uri.scheme !== planScheme) return null;
  const match = /^\/([^/]+)\/(?:v(\d+)\/)?[^/]+\.md$/.exec(uri.path);
  return match ? { planId: match[1]!, version: match[2] === undefined ? null : Number(match[2]) } : null;
};
