/**
 * Strips the `-1` to `-9` that the editor appends to the workspace's part of a storage path while another host of the
 * same workspace is alive: both hosts use one folder, and the claims in it decide which one writes.
 */
export const baseFolder = (path: string): string =>
  path.replace(/([\\/]-?[0-9a-f]{2,64})-[1-9](?=[\\/][^\\/]+[\\/]?$)/, '$1');
