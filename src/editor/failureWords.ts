import * as vscode from 'vscode';
import type { ErrorArgs } from '../domain/errors';
import { unreachableKind } from '../domain/unreachable';

/** Why an input or a file cannot be used, as text for the user; other reasons are for programs and stay in English. */
export const reasonWords = ({ reason = '', max = 0 }: ErrorArgs): string => {
  switch (reason) {
    case 'empty':
      return vscode.l10n.t('must not be empty');
    case 'tooLong':
      return vscode.l10n.t('at most {0} characters', max);
    case 'notHttp':
      return vscode.l10n.t('must begin with http:// or https://');
    case 'gitSlow':
      return vscode.l10n.t('git has not answered in {0} seconds', max);
    default:
      return String(reason);
  }
};

/** Why a version can no longer be accepted or rejected, as text for the user. */
export const closedWords = (version: string, state: string): string => {
  switch (state) {
    case 'accepted':
      return vscode.l10n.t('Version {0} was accepted.', version);
    case 'rejected':
      return vscode.l10n.t('Version {0} was rejected.', version);
    default:
      return vscode.l10n.t('Another version has taken the place of version {0}.', version);
  }
};

/** Says that something no longer exists; ids that only the program knows are left out. */
export const goneWords = (kind: string, id: string): string => {
  switch (kind) {
    case 'project':
      return vscode.l10n.t('This project is not there any more.');
    case 'plan':
      return vscode.l10n.t('This plan is not there any more.');
    case 'version':
      return vscode.l10n.t('This version is not there any more.');
    case 'session':
      return vscode.l10n.t('This conversation is not there any more.');
    case 'message':
      return vscode.l10n.t('This message is not there any more.');
    case 'thread':
      return vscode.l10n.t('This thread is not there any more.');
    case 'comment':
      return vscode.l10n.t('This comment is not there any more.');
    case 'prompt':
      return vscode.l10n.t('This starter is not there any more.');
    case 'template':
      return vscode.l10n.t('This template is not there any more.');
    default:
      return vscode.l10n.t('There is no {0} (any more).', id);
  }
};

/** What to know about a limit on silence. */
export const silenceWords = (phase: string): string =>
  phase === 'connection'
    ? vscode.l10n.t('The editor ends a connection that stays silent for so long, whatever the settings say.')
    : vscode.l10n.t('Slow local models may need a longer limit.');

/** What is wrong with a connection, and what to do about it. */
export const unreachableWords = (reason: string): readonly [string, string] => {
  const t = vscode.l10n.t;
  switch (unreachableKind(reason)) {
    case 'nameUnknown':
      return [t('The address was not found'), t('Check "devplan.baseUrl", the network and "http.proxy".')];
    case 'refused':
      return [t('Nothing answers at the address'), t('Start the server, or check the port in "devplan.baseUrl".')];
    case 'notTrusted':
      return [
        t('No secure connection'),
        t('The certificate is not trusted, or the server speaks no TLS: check "devplan.baseUrl" (http or https).'),
      ];
    case 'other':
      return [t('The provider cannot be reached'), t('Check "devplan.baseUrl", the network and "http.proxy".')];
  }
};
