import * as vscode from 'vscode';
import { slug } from '../../domain/slug';

/** The scheme of plan documents. */
export const planScheme = 'devplan';

/** A plan document: `devplan:/<planId>/<slug>.md`, or with `v<number>` between for one version; only id and number resolve. */
export const planUri = (planId: string, title: string, version?: number): vscode.Uri => {
  const middle = version === undefined ? '' : `v${version}/`;
  return vscode.Uri.from({ scheme: planScheme, path: `/${planId}/${middle}${slug(title)}.md` });
};

/** What a plan document's URI names; null for anything else. */
export const parsePlanUri = (uri: vscode.Uri): { readonly planId: string; readonly version: number | null } | null => {
  if (uri.scheme !== planScheme) return null;
  const match = /^\/([^/]+)\/(?:v(\d+)\/)?[^/]+\.md$/.exec(uri.path);
  return match ? { planId: match[1]!, version: match[2] === undefined ? null : Number(match[2]) } : null;
};
