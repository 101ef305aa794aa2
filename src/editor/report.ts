import * as vscode from 'vscode';
import { type Failure, toFailure } from '../domain/errors';
import type { Log } from '../domain/log';
import type { PlanStatus } from '../domain/plan';
import type { ActionView, ErrorView, NoticeView } from '../shared/protocol';
import { action } from './actions';
import { closedWords, goneWords, reasonWords, silenceWords, unreachableWords } from './failureWords';
import { buttonsOf, offer } from './offer';
import { statusWord } from './words';

/** The text of a failure and the actions that help; the only place where errors are worded for the user. */
export const describeFailure = ({ code, args }: Failure): ErrorView => {
  const t = vscode.l10n.t;
  const say = (title: string, detail: string, ...actions: readonly ActionView[]): ErrorView => ({
    title,
    detail,
    actions,
  });
  const arg = (name: string): string => String(args[name] ?? '');
  const statuses = (name: string): string =>
    arg(name)
      .split(', ')
      .map((status) => statusWord(status as PlanStatus))
      .join(', ');
  const setKey = { ...action(t('Set API Key...'), 'setApiKey'), primary: true };
  const chooseModel = action(t('Select Model...'), 'selectModel');
  const showLog = action(t('Show Log'), 'showLog');
  const exportAll = action(t('Export All Data...'), 'exportAllData');
  const openData = action(t('Open Data Folder'), 'openDataFolder');
  const takeOver = action(t('Take Over in This Window'), 'takeOver');
  const settings: ActionView = {
    label: t('Open Settings'),
    command: 'workbench.action.openSettings',
    args: ['devplan'],
  };
  const kept = t('Your message is kept.');
  switch (code) {
    case 'invalidInput':
      return say(t('That cannot be used'), `${arg('field')}: ${reasonWords(args)}`);
    case 'notFound':
      return say(t('Not found'), goneWords(arg('kind'), arg('id')));
    case 'nameTaken':
      return say(
        t('The name is taken'),
        t('There is already a project named "{0}". Choose another name.', arg('name')),
      );
    case 'statusNotAllowed':
      return say(
        t('Not a next status'),
        t('A plan that is "{0}" cannot become "{1}". Allowed: {2}.', ...['from', 'to', 'allowed'].map(statuses)),
      );
    case 'conflict':
      return say(
        t('The plan has changed meanwhile'),
        t(
          'This was made from version {0}, the plan is at version {1} now. Nothing was overwritten.',
          arg('base'),
          arg('current'),
        ),
        action(t('Compare'), 'compareVersions', arg('planId'), Number(args['base']), Number(args['current'])),
      );
    case 'mergeConflict':
      return say(
        t('Both sides changed the same'),
        t(
          'Version {0} and the current one differ on {1}. Nothing was changed; compare them and take over by hand what you want.',
          arg('version'),
          arg('places'),
        ),
        action(t('Compare'), 'compareVersions', arg('planId'), Number(args['current']), Number(args['version'])),
      );
    case 'proposalClosed':
      return say(t('Already answered'), closedWords(arg('version'), arg('state')));
    case 'readOnly':
      return say(
        t('Another window is writing'),
        t('This window shows the plans of this workspace but does not write them.'),
        takeOver,
      );
    case 'storageFull':
      return say(
        t('The disk is full'),
        t('Everything saved before is safe, but nothing can be saved now. Free some space and try again.'),
        openData,
        showLog,
      );
    case 'storageCorrupt':
      return say(
        t('A data file is damaged'),
        t(
          '{0}: {1}. Plans are shown as far as they can be read; nothing is written, and no file was changed or deleted. Export what is shown, move the data folder away and import the export.',
          arg('file'),
          arg('reason'),
        ),
        exportAll,
        openData,
        showLog,
      );
    case 'storageNewer':
      return say(
        t('A newer DevPlan wrote this data'),
        t('It is shown read-only and no file is changed. Update DevPlan to change plans.'),
        { label: t('Check for Updates'), command: 'workbench.extensions.action.checkForUpdates' },
        exportAll,
      );
    case 'storageFailed':
      return say(
        t('The data could not be read or written'),
        t('{0}. What was saved before is safe. Try again; the log tells more.', arg('reason')),
        openData,
        showLog,
      );
    case 'noWorkspace':
      return say(t('No folder is open'), t('Open a folder so that DevPlan can read its files.'), {
        label: t('Open Folder'),
        command: 'workbench.action.files.openFolder',
      });
    case 'untrusted':
      return say(t('The workspace is not trusted'), t('Files are not read until you trust it.'), {
        label: t('Manage Trust'),
        command: 'workbench.trust.manage',
      });
    case 'outsideWorkspace':
      return say(t('Outside the workspace'), t('{0} is not inside an open folder.', arg('path')));
    case 'excludedFile':
      return say(
        t('The file is excluded'),
        t('{0} is a secret or is excluded by a setting, so it is not read.', arg('path')),
        settings,
      );
    case 'unknownFormat':
      return say(t('The format is not known'), `${arg('file')}: ${arg('reason')}`);
    case 'fileFailed':
      return say(
        t('The file cannot be used'),
        t(
          '{0}: {1}. Check that it is there and may be read or written, or choose another.',
          arg('file'),
          reasonWords(args),
        ),
        showLog,
      );
    case 'searchFailed':
      return say(t('The search failed'), t('{0}. The next one starts anew.', arg('reason')), showLog);
    case 'mergeMarkers':
      return say(
        t('A merge conflict is open'),
        t(
          '{0} holds both sides of a git conflict. It is left as it is: settle the conflict in the file and save it; then DevPlan reads it again.',
          arg('file'),
        ),
      );
    case 'mirrorFailed':
      return say(
        t('The mirror folder cannot be used'),
        t('{0}: {1}. Your plans are safe; check the file, or "devplan.mirrorFolder".', arg('file'), arg('reason')),
        settings,
        showLog,
      );
    case 'mirrorTwice':
      return say(
        t('Two files are of the same plan'),
        t('{0} is a copy of {1} and is not read. Delete one of them, with its Markdown.', arg('file'), arg('other')),
      );
    case 'unsavedText':
      return say(
        t("The plan's text is not saved"),
        t('Its document has changes that could not be saved. Save them there, or take them back; then try again.'),
        action(t('Edit Plan Markdown'), 'editPlanMarkdown', arg('planId')),
      );
    case 'notUnderstood':
      return say(t('The offline planner did not understand'), arg('supported'), chooseModel);
    case 'noKey':
      return say(
        t('No API key'),
        t('{0} needs a key for {1}. {2}', arg('provider'), arg('origin'), kept),
        setKey,
        chooseModel,
      );
    case 'badKey':
      return say(
        t('The key was refused ({0})', arg('status')),
        t('{0} does not accept the key. {1}', arg('origin'), kept),
        setKey,
        chooseModel,
      );
    case 'consentRefused':
      return say(t('Nothing was sent'), t('You chose not to send to {0}. {1}', arg('origin'), kept), chooseModel);
    case 'unknownModel':
      return say(
        t('The model does not exist'),
        t('The provider does not know "{0}". {1}', arg('model'), kept),
        chooseModel,
      );
    case 'rateLimited': {
      const wait = args['seconds']
        ? t('The provider asks to wait {0} s.', arg('seconds'))
        : t('The provider asks to wait.');
      return say(t('Too many requests (429)'), `${wait} ${kept}`, chooseModel);
    }
    case 'providerFailed':
      return say(t('The provider failed ({0})', arg('status')), `${arg('message')} ${kept}`, chooseModel, showLog);
    case 'unreachable': {
      const [title, help] = unreachableWords(arg('reason'));
      return say(title, `${arg('origin')}: ${arg('reason')}. ${help} ${kept}`, settings, chooseModel, showLog);
    }
    case 'timeout':
      return say(
        t('No answer in {0} s', arg('seconds')),
        `${silenceWords(arg('phase'))} ${kept}`,
        settings,
        chooseModel,
      );
    case 'streamCut':
      return say(
        t('The answer was cut off'),
        t('The connection ended before the answer did. Try again, or choose another model. {0}', kept),
        chooseModel,
        showLog,
      );
    case 'badResponse':
      return say(t('The answer could not be read'), `${arg('reason')} ${kept}`, chooseModel, showLog);
    case 'contentFilter':
      return say(
        t("The provider's filter stopped the answer"),
        t('Word the request differently or choose another model.'),
        chooseModel,
      );
    case 'contextTooLong':
      return say(
        t('Too long for the model'),
        t('Lower "devplan.contextTokens" or choose a model with a larger context.'),
        settings,
        chooseModel,
      );
    case 'outputTooLong':
      return say(
        t('The answer did not fit'),
        t('Raise "devplan.maxTokens", choose a model with a larger context, or ask for less at once. {0}', kept),
        settings,
      );
    case 'emptyReply':
      return say(t('The model ended with an empty answer'), kept, chooseModel);
    case 'toolsRefused':
      return say(t('The model cannot call tools'), t('Send again or choose another model. {0}', kept), chooseModel);
    case 'turnTooCostly':
      return say(
        t('The turn would cost too much'),
        t('It stopped before passing {0} tokens. Raise "devplan.maxTurnTokens" or ask for less.', arg('cap')),
        settings,
      );
    case 'quotaUsedUp':
      return say(
        t("The model's quota is used up"),
        t('"{0}" answers no more for now, or its provider blocks the request. {1}', arg('model'), kept),
        chooseModel,
      );
    case 'tooManyRounds':
      return say(
        t('The model kept looking things up'),
        t('It was stopped after {0} rounds. Ask for something smaller or choose another model.', arg('rounds')),
        chooseModel,
      );
    case 'cancelled':
      return say(t('Stopped'), t('The turn was stopped before it was over.'));
    case 'busy':
      return say(t('A turn is running'), t('Wait for it or stop it first.'));
    case 'bug':
      return say(t('DevPlan made a mistake'), t('Nothing that was saved is lost. The log has the details.'), showLog);
  }
};

/** Describes any thrown value in a sentence or two, with the actions that help. */
export const failureNotice = (error: unknown): NoticeView => {
  const { title, detail, actions } = describeFailure(toFailure(error));
  return { text: `${title}. ${detail}`, actions };
};

/** Describes any thrown value in a sentence or two, without actions. */
export const failureText = (error: unknown): string => failureNotice(error).text;

/** Logs the error of a webview's request and returns a notice with what helps. */
export const explainRequest =
  (view: string, log: Log) =>
  (error: unknown): NoticeView => {
    log.error(`${view} request`, error);
    return failureNotice(error);
  };

/** Shows any thrown value with the actions that help; bugs are logged with their stack. */
export const showError = async (error: unknown, log: Log): Promise<void> => {
  const failure = toFailure(error);
  if (failure.code === 'bug') log.error('unexpected', error);
  else log.warn('refused', { code: failure.code });
  const { text, actions } = failureNotice(error);
  await offer(text, buttonsOf(actions), vscode.window.showErrorMessage);
};
