import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createApi } from '../../../src/api/shell';

const consumer = `import type { DevPlanApi, DevPlanError, Plan } from 'devplan';

export const titles = async (api: DevPlanApi): Promise<readonly string[]> => {
  const { items } = await api.plans.list({ status: ['approved'] });
  return items.map(({ title }: Plan) => title);
};
export const isMissing = (error: DevPlanError): boolean => error.code === 'notFound';
// @ts-expect-error there is no such status
export const wrong = (api: DevPlanApi) => api.plans.list({ status: ['open'] });
`;

describe("the API's types", () => {
  it('import nothing but each other', async () => {
    for (const name of await readdir('src/api/contract')) {
      const source = await readFile(join('src/api/contract', name), 'utf8');
      for (const [, from] of source.matchAll(/from '([^']+)'/g)) assert.match(from ?? '', /^\.\/\w+$/, name);
    }
  });

  it('are documented, every method', async () => {
    const never = () => Promise.reject(new Error('not asked'));
    const api = createApi({ open: never, explain: never, listen: () => ({ dispose() {} }) });
    const documented = await readFile('docs/api.md', 'utf8');
    for (const [name, group] of Object.entries(api).filter(([, part]) => typeof part === 'object'))
      for (const [method, part] of Object.entries(group as object))
        if (typeof part === 'function')
          assert.match(documented, new RegExp(`\\b(?:${name}\\.)?${method}\\(`), `${name}.${method}`);
  });

  it('are in the package, and let another project import them under strict settings', async () => {
    const { types } = JSON.parse(await readFile('package.json', 'utf8')) as { types: string };
    assert.ok((await readFile('.vscodeignore', 'utf8')).includes('!dist/api/*.d.ts'));
    const folder = await mkdtemp(join(tmpdir(), 'devplan-types-'));
    try {
      const installed = join(folder, 'node_modules', 'devplan');
      await mkdir(installed, { recursive: true });
      await cp('package.json', join(installed, 'package.json'));
      await cp('dist/api', join(installed, 'dist', 'api'), { recursive: true });
      await writeFile(join(folder, 'consumer.ts'), consumer);
      const options = { strict: true, module: 'Node16', types: [], noEmit: true, skipLibCheck: false };
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }),
      );
      assert.ok(types.startsWith('./dist/api/'));
      const tsc = resolve('node_modules', 'typescript', 'bin', 'tsc');
      await promisify(execFile)(process.execPath, [tsc, '-p', folder]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
