import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { git } from '../gitFiles.mjs';

/**
 * The truth about line ranges between some commits, oldest first. `git log -L` follows lines only backwards, so the
 * commits' trees are chained in reverse order, in a separate repository that borrows their objects.
 */
export const forwardHistory = (repository, commits) => {
  const folder = mkdtempSync(join(tmpdir(), 'devplan-truth-'));
  const run = (args) =>
    execFileSync('git', ['-C', folder, ...args], {
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  run(['init', '-q', '--bare']);
  const objects = resolve(repository, git(repository, ['rev-parse', '--git-path', 'objects']).toString().trim());
  mkdirSync(join(folder, 'objects', 'info'), { recursive: true });
  writeFileSync(join(folder, 'objects', 'info', 'alternates'), `${objects}\n`);
  const name = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  let tip = null;
  for (const commit of commits.toReversed())
    tip = run([...name, 'commit-tree', `${commit}^{tree}`, '-m', commit, ...(tip === null ? [] : ['-p', tip])]).trim();
  return {
    /** True if a range differs in more than format and comments; null if git cannot follow it. */
    changed({ path, startLine, endLine }) {
      let log;
      try {
        log = run(['log', '-M', '--format=%x01%P', `-L${startLine},${endLine}:${path}`, tip]);
      } catch {
        return null;
      }
      const patches = log.split('\u0001').slice(1);
      // The newest commit comes last and has no parent: all its lines are new. Before it, a new file is one that was
      // deleted.
      return patches.some((patch) => !patch.startsWith('\n') && differs(patch));
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Whether lines differ in more than a formatter changes (white space, quotes, semicolons, trailing commas); comments are ignored, too. */
const differs = (patch) => {
  const lines = patch.slice(patch.search(/^@@/m)).split('\n');
  const side = (sign) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1).replace(/^\s*(?:\/\/|#|\/?\*).*|\s(?:\/\/|#) .*/, ''))
      .join('')
      .replace(/[\s;]+/g, '')
      .replace(/["`]/g, "'")
      .replace(/,(?=[)\]}])/g, '');
  return side('-') !== side('+');
};
