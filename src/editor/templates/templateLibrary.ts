import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { parseTemplate, type Template, templates } from '../../generation/templates';

const inWorkspace = '.devplan/templates';

/** Where templates are kept: this window's own folder and one in each trusted workspace folder. */
export const templateFolders = (globalStorage: vscode.Uri): readonly vscode.Uri[] => [
  vscode.Uri.joinPath(globalStorage, 'templates'),
  ...(vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, inWorkspace),
  ),
];

/** The built-in templates and the user's own, read again when their files change; what is wrong in a file is a diagnostic of it. */
export class TemplateLibrary implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;
  private readonly problems = vscode.languages.createDiagnosticCollection('devplan-templates');
  private readonly subscription: vscode.Disposable;
  private loaded: Promise<readonly Template[]> | null = null;

  constructor(private readonly globalStorage: vscode.Uri) {
    const [own] = templateFolders(globalStorage);
    const watchers = [
      vscode.workspace.createFileSystemWatcher(`**/${inWorkspace}/*.md`),
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(own!, '*.md')),
    ];
    const reload = (): void => this.reload();
    this.subscription = vscode.Disposable.from(
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidCreate(reload),
        watcher.onDidChange(reload),
        watcher.onDidDelete(reload),
      ]),
      vscode.workspace.onDidGrantWorkspaceTrust(reload),
      vscode.workspace.onDidChangeWorkspaceFolders(reload),
    );
  }

  /** The user's own come first; one with the id of a built-in template takes its place, a workspace's before this machine's. */
  list(): Promise<readonly Template[]> {
    this.loaded ??= this.load();
    return this.loaded;
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

  private reload(): void {
    this.loaded = null;
    void this.list().then(() => this.changes.fire());
  }

  private async load(): Promise<readonly Template[]> {
    const own = new Map<string, Template>();
    this.problems.clear();
    for (const folder of templateFolders(this.globalStorage))
      for (const file of await markdownFiles(folder)) {
        const template = await this.read(file);
        if (template) own.set(template.id, template);
      }
    return [...own.values(), ...templates.filter(({ id }) => !own.has(id))];
  }

  private async read(file: vscode.Uri): Promise<Template | null> {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    try {
      return parseTemplate(text, file.path.split('/').at(-1));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const reason = String(error.args['reason']);
      const line = lineOf(reason, text);
      const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER), reason);
      diagnostic.source = 'DevPlan';
      this.problems.set(file, [diagnostic]);
      return null;
    }
  }
}

const markdownFiles = async (folder: vscode.Uri): Promise<readonly vscode.Uri[]> => {
  let entries: [string, vscode.FileType][];
  try {
    entries = await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // Nobody has made templates there.
    return [];
  }
  return entries.filter(([name]) => name.endsWith('.md')).map(([name]) => vscode.Uri.joinPath(folder, name));
};

/** The line that holds what the reason quotes; the first one where it quotes nothing. */
const lineOf = (reason: string, text: string): number => {
  const quoted = /"(.+)" is (?:not|neither)|(\{\{.+\}\})/.exec(reason);
  const needle = quoted?.[1] ?? quoted?.[2];
  return needle === undefined
    ? 0
    : Math.max(
        0,
        text.split('\n').findIndex((line) => line.includes(needle)),
      );
};
