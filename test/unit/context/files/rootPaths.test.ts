import assert from 'node:assert/strict';
import { keptPath, locateIn, ownPaths, pathNow, rootsOf } from '../../../../src/context/files/rootPaths';

const rootsNamed = (...names: readonly string[]) => rootsOf(names.map((name) => ({ name })));
const prefixes = (...names: readonly string[]): string[] => rootsNamed(...names).map(({ prefix }) => prefix);

describe('the roots of a workspace', () => {
  it('need no prefix where there is one', () => {
    assert.deepEqual(prefixes('packages/web'), ['']);
    assert.equal(locateIn(rootsNamed('api'), 'src/app.ts')?.relative, 'src/app.ts');
  });

  it('have prefixes of their own, whatever their folders are called', () => {
    assert.deepEqual(prefixes('api', 'web'), ['api/', 'web/']);
    assert.deepEqual(prefixes('packages', 'packages/web'), ['packages/', 'packages-web/']);
    assert.deepEqual(prefixes('api', 'api', 'api-2', 'api'), ['api/', 'api-2/', 'api-2-2/', 'api-3/']);
  });

  it('are found again by the paths of their files', () => {
    const roots = rootsNamed('packages', 'packages/web', 'api', 'api');
    for (const root of roots)
      for (const relative of ['src/app.ts', 'web/app.ts', ''])
        assert.deepEqual(locateIn(roots, root.prefix + relative), { root, relative });
    assert.equal(locateIn(roots, 'api')?.root, roots[2]);
    assert.equal(locateIn(roots, 'web/app.ts'), null);
  });

  it('own no file of a root inside them', () => {
    const all = ['file:///repo', 'file:///repo/packages/b', 'file:///repo2', 'ssh://host/repo/docs'];
    const owned = (root: string): string[] =>
      ['app.ts', 'packages/b/app.ts', 'packages/b2/app.ts', 'docs/a.md'].filter(ownPaths(root, all));
    assert.deepEqual(owned(all[0]!), ['app.ts', 'packages/b2/app.ts', 'docs/a.md']);
    assert.equal(owned(all[1]!).length, 4);
    assert.deepEqual(['home/a.ts', 'repo/a.ts'].filter(ownPaths('file://', all)), ['home/a.ts']);
  });

  it('are found again by kept paths when others join and leave', () => {
    const [alone, together, others] = [rootsNamed('api'), rootsNamed('web', 'api'), rootsNamed('web')];
    const kept = keptPath(alone, 'src/app.ts');
    assert.equal(keptPath(together, 'api/src/app.ts'), kept);
    assert.deepEqual(
      [alone, together, others].map((roots) => pathNow(roots, kept)),
      ['src/app.ts', 'api/src/app.ts', null],
    );
  });
});
