import { git, mirrored, shown } from '../gitFiles.mjs';

const planFolders = ['openspec/changes/*.md', 'backlog/*.md'];
const lines = (output) => output.toString().split('\n').filter(Boolean);
const endOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/** When each path in a history first appeared: the number of its commit, counted from the oldest. */
const historyOf = (repository) => {
  const number = new Map();
  const first = new Map();
  const log = git(repository, ['log', '--reverse', '--topo-order', '--no-renames', '--name-only', '--format=%x01%H']);
  for (const line of lines(log))
    if (line.startsWith('\u0001')) number.set(line.slice(1), number.size);
    else if (!first.has(line)) first.set(line, number.size - 1);
  return { number, first };
};

/** All commits that wrote a plan, by the plan's path. */
const planCommits = (repository) => {
  const commits = new Map();
  let commit = '';
  const arguments_ = ['log', '--diff-filter=AM', '-M', '--name-only', '--format=%x01%H', '--', ...planFolders];
  for (const line of lines(git(repository, ['-c', 'core.quotePath=false', ...arguments_])))
    if (line.startsWith('\u0001')) commit = line.slice(1);
    else commits.set(line, [...(commits.get(line) ?? []), commit]);
  return commits;
};

const filesAt = (product, repository, commit) => {
  const listed = lines(git(repository, ['-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', commit]));
  const there = new Set(listed);
  const known = new Map();
  return {
    paths: listed,
    list: async () => listed.map((path) => ({ path, size: 0 })),
    async read(path) {
      if (!there.has(path)) throw new product.UserError('notFound', { kind: 'file', id: path });
      if (!known.has(path)) known.set(path, shown(repository, commit, path));
      return known.get(path);
    },
  };
};

/**
 * Classifies an alarm by the history alone. Right, because the thing is not there: `stale` (it existed before the
 * plan), `misplaced` (a folder of the same name has a file of that name at the commit), `past the end` (a line),
 * `absent` (a file in no commit). `planned` appears in a later commit: it is not there either, yet a reader of the plan
 * may have known. `false` is the rest: nothing of that kind was ever in the history.
 */
const judgeAt =
  (repository, commit, paths, { number, first }) =>
  ({ kind, path, text }) => {
    const now = number.get(commit);
    if (kind === 'line') return 'past the end';
    const when = (at) => (at <= now ? 'stale' : 'planned');
    const ever = (pattern, where) => {
      const log = lines(git(repository, ['log', '--format=%H', `-G${pattern}`, 'HEAD', '--', where]));
      return log.length === 0 ? null : when(Math.min(...log.map((hash) => number.get(hash) ?? Infinity)));
    };
    if (kind === 'symbol') return ever(`\\b${/\w+$/.exec(text)?.[0]}\\b`, path) ?? 'false symbol';
    if (kind === 'script') return ever(`"${path}"`, '*package.json') ?? 'false script';
    const at = [...first].filter(
      ([other]) => other === path || other.endsWith(`/${path}`) || other.startsWith(`${path}/`),
    );
    if (at.length > 0) return when(Math.min(...at.map(([, commitNumber]) => commitNumber)));
    const folders = new Set(path.split('/').slice(0, -1));
    const same = paths.filter((other) => endOf(other) === endOf(path));
    if (
      same.some((other) =>
        other
          .split('/')
          .slice(0, -1)
          .some((part) => folders.has(part)),
      )
    )
      return 'misplaced';
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const isFile = /[^/]\.\w+$/.test(path);
    if (isFile && [...first.keys()].some((other) => other.startsWith(`${folder.split('/')[0]}/`))) return 'absent';
    return isFile ? 'false file' : 'false folder';
  };

/** Plans committed to public repositories, some from each, at a commit that wrote them. */
export async function* committedPlans(product, folder, most, pick) {
  for (const { name, path: repository } of mirrored(folder)) {
    const plans = [...planCommits(repository)];
    if (plans.length === 0) continue;
    const history = historyOf(repository);
    for (let count = 0; count < most && plans.length > 0; count++) {
      const [[path, commits]] = plans.splice(plans.indexOf(pick(plans)), 1);
      const commit = pick(commits);
      const text = shown(repository, commit, path);
      if (text === null || !history.number.has(commit)) continue;
      const files = filesAt(product, repository, commit);
      const began = Math.min(...commits.map((hash) => history.number.get(hash) ?? Infinity));
      yield {
        name: `${name} ${commit.slice(0, 8)} ${path}`,
        text,
        files,
        judge: judgeAt(repository, commit, files.paths, history),
        // A file added with the plan or later may be the plan's result: another name for it would not be a mistake.
        isOlder: (other) => history.first.get(other) < began,
      };
    }
  }
}
