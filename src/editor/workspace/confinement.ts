/** True for a path that cannot step out of the folder it is joined to; on Windows `\\` parts paths, too. */
export const hasNoWayOut = (path: string, platform: NodeJS.Platform): boolean =>
  !path.split(platform === 'win32' ? /[\\/]/ : '/').includes('..');
