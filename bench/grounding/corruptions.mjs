const parts = (path) => {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const dot = name.indexOf('.', 1);
  return {
    folder: slash < 0 ? '' : path.slice(0, slash),
    stem: dot < 0 ? name : name.slice(0, dot),
    ending: dot < 0 ? '' : name.slice(dot),
  };
};
const joined = (folder, name) => (folder === '' ? name : `${folder}/${name}`);
const swapCase = (text) => {
  const first = text.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
};
const plural = (stem) => (stem.endsWith('s') ? stem.slice(0, -1) : `${stem}s`);
const otherEnding = {
  '.ts': '.js',
  '.js': '.ts',
  '.tsx': '.jsx',
  '.py': '.pyx',
  '.go': '.rs',
  '.md': '.rst',
  '.yml': '.yaml',
};

/** Ways in which people and models get a path wrong; each returns another path or null. `pick` chooses from a list. */
export const pathCorruptions = {
  wrongFolder: (path, pick, folders) => {
    const { folder } = parts(path);
    const others = folders.filter((other) => other !== folder);
    return folder === '' || others.length === 0 ? null : joined(pick(others), path.slice(folder.length + 1));
  },
  movedFile: (path) => {
    const { folder } = parts(path);
    const at = folder.lastIndexOf('/');
    return at < 0 ? null : joined(folder.slice(0, at), path.slice(folder.length + 1));
  },
  extension: (path) => {
    const { folder, stem, ending } = parts(path);
    const last = ending.slice(ending.lastIndexOf('.'));
    // A bare name with another ending may be a tool's output for the file: not certainly a mistake.
    return folder === '' || ending === ''
      ? null
      : joined(folder, stem + ending.slice(0, -last.length) + (otherEnding[last] ?? '.txt'));
  },
  plural: (path) => {
    const { folder, stem, ending } = parts(path);
    return ending === '' || stem.length < 5 ? null : joined(folder, plural(stem) + ending);
  },
  case: (path) => {
    const { folder, stem, ending } = parts(path);
    return ending === '' || stem.length < 5 || swapCase(stem) === stem ? null : joined(folder, swapCase(stem) + ending);
  },
  otherRoot: (path) => (path.includes('/') ? `frontend/${path}` : null),
};

/** A symbol with a letter missing, two letters swapped or another ending. */
export const renamedSymbol = (name, pick) => {
  if (name.length < 4) return null;
  const at = 1 + Math.floor(pick([0, 0.25, 0.5, 0.75]) * (name.length - 2));
  return pick([
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
    `${name}Async`,
  ]);
};
