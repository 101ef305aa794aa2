import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { EditorModelProvider, editorModelName, type EditorModelLimits } from './editorModelProvider';

/** Prefix of a planning model's name that marks it as one of the editor's. */
export const editorPrefix = 'editor:';

const consentKey = 'devplan.consent:editor';

/** The editor's models: which are available, which one plans, and whether the user agreed. */
export class EditorModels {
  private readonly providers = new Map<string, EditorModelProvider>();

  constructor(private readonly memory: vscode.Memento) {}

  /** True if the user agreed to plan with the editor's models when no key is set. */
  get isAgreed(): boolean {
    return this.memory.get<boolean>(consentKey) === true;
  }

  /** Whether to plan with the editor's models when no key is set; asks the user once, if there are any. */
  async agree(): Promise<boolean> {
    const known = this.memory.get<boolean>(consentKey);
    if (known !== undefined) return known;
    const [first] = await vscode.lm.selectChatModels();
    if (!first) return false;
    const use = vscode.l10n.t('Use It');
    const question = vscode.l10n.t('Plan with {0}, a model of your editor?', first.name);
    const detail = vscode.l10n.t(
      'Your request and parts of this workspace go to it. Otherwise DevPlan plans offline. You are asked once; Select Model changes it.',
    );
    const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, use);
    await this.memory.update(consentKey, answer === use);
    return answer === use;
  }

  /** The chosen model's name, or the first one available if none is chosen. Throws `unknownModel`. */
  async find(planningModel: string): Promise<string> {
    const offered = (await vscode.lm.selectChatModels()).map(editorModelName);
    const wanted = planningModel.startsWith(editorPrefix) ? planningModel.slice(editorPrefix.length) : null;
    const found = wanted === null ? (offered.find((name) => name === planningModel) ?? offered[0]) : wanted;
    if (found === undefined || !offered.includes(found))
      throw new UserError('unknownModel', { model: wanted ?? vscode.l10n.t('a model of the editor') });
    return found;
  }

  /** The names of all models as used in the setting. */
  async list(): Promise<readonly string[]> {
    return (await vscode.lm.selectChatModels()).map((model) => editorPrefix + editorModelName(model)).sort();
  }

  /** The provider with these limits, reused because it remembers which models take no tools. */
  provider(limits: EditorModelLimits): EditorModelProvider {
    const name = JSON.stringify(limits);
    const known = this.providers.get(name) ?? new EditorModelProvider(limits);
    this.providers.set(name, known);
    return known;
  }
}
