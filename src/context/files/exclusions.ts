import ignore from 'ignore';

/** Names of files that hold secrets, as gitignore patterns (case ignored): they are never read, whatever the settings say. */
const secretPatterns = [
  '.env*',
  '*.env',
  '*.pem',
  '*.key',
  '*.p8',
  '*.p12',
  '*.pfx',
  '*.jks',
  '*.keystore',
  '*.kdbx',
  '*.ppk',
  '*.gpg',
  '*.asc',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  '.ssh/',
  '.aws/',
  '.gnupg/',
  '.azure/',
  '.kube/',
  '.npmrc',
  '.yarnrc.yml',
  '.pypirc',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.htpasswd',
  '.git-credentials',
  '.dockercfg',
  '.docker/config.json',
  'credentials',
  '*credentials.json',
  '*.secret',
  '*.secrets',
  '.vault_pass*',
  'client_secret*.json',
  'service-account*.json',
  'serviceAccount*.json',
  '*firebase-adminsdk*.json',
  '*.tfstate',
  '*.tfstate.*',
  '*.tfvars',
  '*.tfvars.json',
  'master.key',
];

/** Names that source files may have, too: these are about secrets without containing any. */
const secretsUnlessSource = ignore({ ignorecase: true }).add([
  'credentials.*',
  'secret.*',
  'secrets.*',
  'secrets/',
  'kubeconfig',
]);
const sourcePattern = /\.(ts|tsx|js|jsx|mjs|cjs|py|go|rs|java|kt|cs|rb|php|swift|scala|md|html|css|vue|svelte)$/i;

const secrets = ignore({ ignorecase: true }).add(secretPatterns);

/** True for a path that may hold a secret, and for anything but a relative path, which must never be read. */
export const isSecretPath = (path: string): boolean => {
  if (!ignore.isPathValid(path) || secrets.ignores(path)) return true;
  return secretsUnlessSource.ignores(path) && !sourcePattern.test(path);
};

/** Expands the `{a,b}` groups of an editor glob, which gitignore patterns do not support. */
const expandBraces = (glob: string): string[] => {
  const group = /\{([^{}]*)\}/.exec(glob);
  if (!group) return [glob];
  const [before, after] = [glob.slice(0, group.index), glob.slice(group.index + group[0].length)];
  return (group[1] ?? '').split(',').flatMap((choice) => expandBraces(before + choice + after));
};

/** Returns a predicate for the paths that a user's globs exclude (a folder with everything below it); a leading `!` re-includes. */
export const makeExclusions = (globs: readonly string[]): ((path: string) => boolean) => {
  const patterns = globs.map((glob) => glob.trim()).filter((glob) => glob !== '');
  const matcher = ignore({ ignorecase: true }).add(patterns.flatMap(expandBraces));
  return (path) => !ignore.isPathValid(path) || matcher.ignores(path);
};

/** The value of one setting at each level of the editor's settings. */
export interface SettingLevels {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** The globs of `files.exclude` as gitignore patterns: the editor matches them from the root on. */
const hiddenGlobs = (value: unknown): string[] =>
  Object.entries(value ?? {}).flatMap(([glob, hidden]) =>
    hidden === true ? expandBraces(glob).map((each) => (/^(\*\*)?\//.test(each) ? each : `/${each}`)) : [],
  );

const listedGlobs = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((glob) => typeof glob === 'string') : [];

/**
 * Returns a predicate for the paths that `files.exclude` (`hidden`) or a list of globs without a default (`excluded`)
 * excludes at any level. A workspace can only add exclusions, because its settings come with its files. The user's own
 * `files.exclude` overrides the default, and a `!` re-includes what its own level excludes.
 */
export const exclusionsOf = (hidden: SettingLevels, excluded: SettingLevels): ((path: string) => boolean) => {
  const own: unknown = Object.assign({}, hidden.defaultValue, hidden.globalValue);
  const hiddenAt = [own, hidden.workspaceValue, hidden.workspaceFolderValue];
  const excludedAt = [excluded.globalValue, excluded.workspaceValue, excluded.workspaceFolderValue];
  const levels = [...hiddenAt.map(hiddenGlobs), ...excludedAt.map(listedGlobs)];
  // The predicate runs for every file, and most levels have no globs.
  const exclusions = levels.filter((globs, at) => at === 0 || globs.length > 0).map(makeExclusions);
  return (path) => exclusions.some((excludes) => excludes(path));
};
