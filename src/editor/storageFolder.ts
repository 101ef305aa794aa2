/** The folder that all windows of a workspace share: a remote host appends `-1` to `-9` to the workspace's folder while another window has it. */
export const sharedStorageFolder = (folder: string): string =>
  folder.replace(/([\\/]workspaceStorage[\\/][^\\/]+)-[1-9](?=[\\/]|$)/, '$1');
