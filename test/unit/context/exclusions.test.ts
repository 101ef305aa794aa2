import assert from 'node:assert/strict';
import { isSecretPath, makeExclusions } from '../../../src/context/exclusions';

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
