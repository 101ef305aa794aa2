import { join, resolve } from 'node:path';
import { runGit } from './git';

/** The file to which git adds a line for each commit of a folder, if that is not in the `.git` of the folder itself; else null. */
export const outerHeadLog = async (folder: string): Promise<string | null> => {
  const path = (await runGit(folder, ['rev-parse', '--git-path', 'logs/HEAD']))?.replace(/\r?\n$/, '');
  const log = path === undefined ? null : resolve(folder, path);
  return log === join(folder, '.git', 'logs', 'HEAD') ? null : log;
};
