import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { claimId, parseTemplate, type Template, templates } from '../../generation/templates';
import { onFile } from '../transfer/textFiles';
import { templateProblemWords } from './templateWords';

const inWorkspace = '.devplan/templates';

/** The template folders: the user's own, and one in each folder of a trusted workspace. */
export const templateFolders = (globalStorage: vscode.Uri): readonly vscode.Uri[] => [
  vscode.Uri.joinPath(globalStorage, 'templates'),
  ...(vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, inWorkspace),
  ),
];

/**
 * The built-in templates and the user's own. Files are read on every call, as watchers miss files in newly created
 * folders and on network drives; errors in a file are shown as its diagnostics.
 */
export class TemplateLibrary implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;
  private readonly problems = vscode.languages.createDiagnosticCollection('devplan-templates');
  private readonly subscription: vscode.Disposable;

  constructor(private readonly globalStorage: vscode.Uri) {
    const [own] = templateFolders(globalStorage);
    const watchers = [
      vscode.workspace.createFileSystemWatcher(`**/${inWorkspace}/*.md`),
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(own!, '*.md')),
    ];
    const reload = (): void => void this.list().then(() => this.changes.fire());
    const reloadOwn = ({ uri }: vscode.TextDocument): void => {
      if (templateFolders(globalStorage).some((folder) => uri.path.startsWith(`${folder.path}/`))) reload();
    };
    this.subscription = vscode.Disposable.from(
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidCreate(reload),
        watcher.onDidChange(reload),
        watcher.onDidDelete(reload),
      ]),
      vscode.workspace.onDidOpenTextDocument(reloadOwn),
      vscode.workspace.onDidSaveTextDocument(reloadOwn),
      vscode.workspace.onDidGrantWorkspaceTrust(reload),
      vscode.workspace.onDidChangeWorkspaceFolders(reload),
    );
  }

  /** All templates, the user's own first: these replace built-in ones by id, a workspace's those of this machine. */
  async list(): Promise<readonly Template[]> {
    const own = new Map<string, Template>();
    const problems: [vscode.Uri, vscode.Diagnostic[]][] = [];
    for (const folder of templateFolders(this.globalStorage)) {
      const claimed = new Map<string, string>();
      for (const file of await markdownFiles(folder)) {
        const name = file.path.split('/').at(-1) ?? '';
        let text = '';
        try {
          text = new TextDecoder().decode(await onFile(file, () => vscode.workspace.fs.readFile(file)));
          const template = parseTemplate(text, name);
          claimId(claimed, template.id, name);
          own.set(template.id, template);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          // The file was deleted after the folder was read.
          if (error.cause instanceof vscode.FileSystemError && error.cause.code === 'FileNotFound') continue;
          problems.push([file, [problemOf(error, text)]]);
        }
      }
    }
    this.problems.clear();
    this.problems.set(problems);
    return [...own.values(), ...templates.filter(({ id }) => !own.has(id)).map(localTemplate)];
  }

  async find(id: string): Promise<Template> {
    const found = (await this.list()).find((template) => template.id === id);
    if (!found) throw new UserError('notFound', { kind: 'template', id });
    return found;
  }

  dispose(): void {
    this.subscription.dispose();
    this.problems.dispose();
    this.changes.dispose();
  }
}

const local = (text: string): string => vscode.l10n.t(text);

/** A built-in template, translated for display; its prompt stays as the planner knows it. */
const localTemplate = (template: Template): Template => ({
  ...template,
  title: local(template.title),
  description: local(template.description),
  fields: template.fields.map((field) => ({ ...field, question: local(field.question) })),
});

/** The problem at the line of the file that it quotes, or at the first one. */
const problemOf = ({ args }: UserError, text: string): vscode.Diagnostic => {
  const quoted = String(args['text'] ?? '');
  const line = Math.max(
    0,
    text.split('\n').findIndex((each) => each.includes(quoted)),
  );
  const range = new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
  const problem = new vscode.Diagnostic(range, templateProblemWords(args));
  problem.source = 'DevPlan';
  return problem;
};

const markdownFiles = async (folder: vscode.Uri): Promise<readonly vscode.Uri[]> => {
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // There is no template folder.
    return [];
  }
  const isTemplate = ([name, type]: [string, vscode.FileType]): boolean =>
    name.endsWith('.md') && (type & vscode.FileType.Directory) === 0;
  // Sorted, so that of several files with one id always the same file keeps it.
  const names = entries.filter(isTemplate).map(([name]) => name);
  return names.sort().map((name) => vscode.Uri.joinPath(folder, name));
};
