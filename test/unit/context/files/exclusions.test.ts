import assert from 'node:assert/strict';
import { exclusionsOf, isSecretPath, makeExclusions } from '../../../../src/context/files/exclusions';

describe('isSecretPath', () => {
  for (const path of [
    '.env',
    '.env.local',
    'apps/web/.env.production',
    'prod.env',
    'certs/server.pem',
    'certs/SERVER.KEY',
    'id_rsa',
    'home/.ssh/config',
    '.aws/credentials',
    'credentials.json',
    'gcp-credentials.json',
    'config/secrets.yml',
    'service-account-prod.json',
    '.npmrc',
    '.netrc',
    'infra/terraform.tfstate',
    'prod.tfvars',
    'terraform.tfvars.json',
    'infra/prod.auto.tfvars.json',
    'client_secret_123.apps.googleusercontent.com.json',
    'web/shop-firebase-adminsdk-x1y2z.json',
    'AuthKey_ABC123.p8',
    '.yarnrc.yml',
    'kubeconfig',
    'ansible/.vault_pass',
    'secrets/db_password',
    'deploy/secrets/prod/api.yaml',
    'store.jks',
    '.docker/config.json',
    '../outside.ts',
    '/etc/passwd',
    '',
  ])
    it(`holds back ${path || 'an empty path'}`, () => assert.equal(isSecretPath(path), true));

  for (const path of [
    'src/env.ts',
    'src/auth/credentials.ts',
    'src/secrets.go',
    'docs/secrets.md',
    'src/secrets/vault.ts',
    'pkg/kubeconfig/load.go',
    'src/keys.ts',
    'keyboard.json',
    'environment.yml',
    'src/monkey.py',
    'package.json',
  ])
    it(`lets ${path} pass`, () => assert.equal(isSecretPath(path), false));

  it('holds source back in a folder of secrets', () => assert.equal(isSecretPath('.ssh/secrets.ts'), true));
});

describe('makeExclusions', () => {
  const excludes = makeExclusions(['**/generated', 'private/', '**/*.{snap,min.js}', ' ', 'docs/**', '!docs/api.md']);
  for (const path of ['src/generated/client.ts', 'private/a.ts', 'a/b.snap', 'lib/x.MIN.js', 'docs/notes.md'])
    it(`excludes ${path}`, () => assert.equal(excludes(path), true));
  for (const path of ['src/app.ts', 'src/generatedFile.ts', 'docs/api.md', 'snap.ts'])
    it(`keeps ${path}`, () => assert.equal(excludes(path), false));
  it('excludes nothing without globs but what is no workspace path', () => {
    assert.equal(makeExclusions([])('src/app.ts'), false);
    assert.equal(makeExclusions([])('../app.ts'), true);
  });
});

describe('exclusionsOf', () => {
  const defaults = { '**/.git': true, '**/.DS_Store': true };

  it('keeps what the user excludes, whatever a workspace says', () => {
    const excludes = exclusionsOf(
      {
        defaultValue: defaults,
        globalValue: { '**/private': true },
        workspaceValue: { '**/private': false, '**/.DS_Store': false },
        workspaceFolderValue: { '**/private': false },
      },
      { globalValue: ['customers/'], workspaceValue: [], workspaceFolderValue: ['!customers/'] },
    );
    for (const path of ['private/a.ts', 'docs/.DS_Store', 'customers/list.csv'])
      assert.equal(excludes(path), true, path);
    assert.equal(excludes('src/app.ts'), false);
  });

  it('adds what the workspace and its folder exclude', () => {
    const excludes = exclusionsOf(
      {
        defaultValue: defaults,
        workspaceValue: { made: true },
        workspaceFolderValue: { old: true, new: { when: '$(basename).ts' } },
      },
      { globalValue: ['a/'], workspaceValue: ['b/'], workspaceFolderValue: ['c/', '!c/kept.ts'] },
    );
    for (const path of ['made/x.ts', 'old/x.ts', 'a/x.ts', 'b/x.ts', 'c/x.ts'])
      assert.equal(excludes(path), true, path);
    for (const path of ['new/x.ts', 'd/x.ts']) assert.equal(excludes(path), false, path);
  });

  it('takes what the editor hides from the root on, unlike what is excluded from reading', () => {
    const globs = ['build', '*.log', 'docs/*.md', '{out,**/made}', '**/*.tmp', '!kept'];
    const hidden = exclusionsOf({ globalValue: Object.fromEntries(globs.map((glob) => [glob, true])) }, {});
    const excluded = exclusionsOf({}, { globalValue: globs });
    for (const path of ['build/a.ts', 'a.log', 'docs/a.md', 'out/a.ts', 'src/made/a.ts', 'src/a.tmp', '!kept/a.ts'])
      assert.equal(hidden(path), true, path);
    for (const path of ['src/build/plan.ts', 'src/a.log', 'docs/deep/a.md', 'src/out/a.ts', 'kept/a.ts'])
      assert.equal(hidden(path), false, path);
    for (const path of ['src/build/plan.ts', 'src/a.log', 'src/out/a.ts']) assert.equal(excluded(path), true, path);
  });

  it('shows again what the user shows again', () => {
    const excludes = exclusionsOf(
      { defaultValue: defaults, globalValue: { '**/.DS_Store': false } },
      { globalValue: ['*.snap', '!kept.snap'] },
    );
    assert.equal(excludes('docs/.DS_Store'), false);
    assert.equal(excludes('kept.snap'), false);
    assert.equal(excludes('other.snap'), true);
  });

  it('takes no setting of another kind', () => {
    assert.equal(
      exclusionsOf({ workspaceValue: 'src' }, { workspaceValue: 'src', globalValue: [1, null] })('src/app.ts'),
      false,
    );
  });
});
