import assert from 'node:assert/strict';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const files = new MemoryFiles({
  'package.json': '{"scripts":{"build":"tsc","test:unit":"mocha"},"devDependencies":{"builder":"9"}}',
});

const check = (title: string, source: string, expected: readonly string[]): void => {
  it(title, async () => {
    const checked = await checkReferences(source, files);
    const states = checked.map(({ text, state, nearest }) => `${text} ${state}${nearest ? ` -> ${nearest}` : ''}`);
    assert.deepEqual(states, expected);
  });
};

describe('scripts that a plan names', () => {
  check(
    'are known, those that it adds too',
    'Run `npm run build && npm run -s test:unt`, `pnpm run lint` and `npm run bench`. Add an `npm run bench` script.',
    ['build found', 'test:unt missing -> test:unit', 'lint missing', 'bench new', 'bench new'],
  );
  check(
    'are no values of flags',
    '`npm run -w packages/web bild`, `npm run --prefix web --silent bild`, `npm run --workspace=web -s bild`, `pnpm run --filter web bild`, `pnpm run -w bild`, `yarn run --cwd web bild`, `npm run -w web`',
    Array.from({ length: 6 }, () => 'bild missing -> build'),
  );
  check(
    'are no patterns and have no placeholders',
    '`npm run test:*`, `npm run build:${env}`, `npm run build:<target>`, `npm run {name}`, `npm run test:`',
    [],
  );
  check(
    'are no programs, which yarn runs too',
    '`yarn run builder .`, `yarn run tsc`, `yarn run bild`, `yarn run build`, `npm run builder`',
    ['bild missing -> build', 'build found', 'builder missing -> build'],
  );
});
