/**
 * The storage folder of a workspace without the `-1` to `-9` that the editor appends to the workspace's part of the path
 * while another host of the same workspace is alive: both use one folder, and the claims in it decide who writes.
 */
export const baseFolder = (path: string): string =>
  path.replace(/([\\/]-?[0-9a-f]{2,64})-[1-9](?=[\\/][^\\/]+[\\/]?$)/, '$1');
