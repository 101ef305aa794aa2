import assert from 'node:assert/strict';
import { playTurn } from '../../support/offlineTurns';
import { typescriptService } from '../../support/repositories';

describe('OfflineProvider, questions asked and answered', () => {
  for (const message of ['What does createApp do?', 'How many users are there?', 'Explain the router'])
    it(`answers from the workspace, without a plan, "${message}"`, async () => {
      const { text, draft, questions } = await playTurn(message, { files: typescriptService });
      assert.deepEqual([draft, questions], [null, []]);
      assert.match(text, /^Answered offline, without a model/);
    });

  describe('when the questions are skipped', () => {
    const skip = async (original: string, answers = ['(your choice)', '(your choice)']) => {
      const [what, kind] = /^[a-z' ]+$/i.test(original)
        ? ['What should change?', 'What kind of work is it?']
        : ['Was soll sich ändern?', 'Um welche Art von Arbeit geht es?'];
      const history = [
        { role: 'user', content: original },
        { role: 'assistant', content: `I asked: ${what} ${kind}` },
      ] as const;
      return playTurn(`${what} ${answers[0]}\n${kind} ${answers[1]}`, { files: typescriptService, history });
    };

    for (const [original, template, title] of [
      ['improve it', 'refactoring', 'Refactoring: createApp'],
      ['write tests', 'testing-strategy', 'Tests: createApp'],
      ['fix bugs', 'bug-fix', 'Bug fix: createApp'],
      ['Draft a plan', 'testing-strategy', 'Tests: createApp'],
    ] as const)
      it(`goes on with stated defaults for "${original}"`, async () => {
        const { draft, text } = await skip(original);
        assert.deepEqual([draft?.template, draft?.title], [template, title]);
        assert.match(text, /Taken by default, as you left it open: kind of work: .+; what it is about: `createApp`/);
      });

    it('keeps the kind that was chosen', async () => {
      assert.equal((await skip('improve it', ['(your choice)', 'Security'])).draft?.template, 'security');
    });

    it('plans what was named although the kind was left open', async () => {
      const { draft, text } = await skip('help', ['the list of users', '']);
      assert.match(draft?.title ?? '', /list of users/i);
      assert.doesNotMatch(text, /skipped/);
    });

    it('plans nothing where nothing was asked', async () => {
      for (const original of ['help', 'hello']) {
        const { draft, questions, text } = await skip(original);
        assert.deepEqual([draft, questions], [null, []]);
        assert.match(text, /nothing in the request that could be planned/);
      }
    });
  });

  for (const [message, expected] of [
    ['explain src/app.ts', /`createApp` \(line 6\); used in `src\/server\.ts:3`/],
    ['what does the router do?', /\*\*`src\/http\/router\.ts`\*\*/],
    ['Where is loadConfig defined?', /`loadConfig` \(`src\/config\.ts:5`\)/],
    ['explain src/nowhere.ts', /no file `src\/nowhere\.ts`/],
    ['how many plans do I have?', /No project is chosen/],
    ['Was macht der Router?', /^Offline beantwortet[^]*\*\*`src\/http\/router\.ts`\*\* hat/],
  ] as const)
    it(`answers "${message}" in words`, async () => {
      const { text, draft } = await playTurn(message, { files: typescriptService });
      assert.equal(draft, null);
      assert.match(text, expected);
    });

  it('tells the plans of the project that it is shown', async () => {
    const system =
      'Rules\n\n### Project\n```\nAtlas\n```\n\n### Other plans of the project\n```\n- Dark mode (draft)\n- Search (approved)\n```';
    const { text } = await playTurn('how many plans do I have?', { system });
    assert.match(text, /has 2 plans[^]*- Dark mode \(draft\)/);
  });

  describe('where a function is used', () => {
    const price = 'export function formatPrice(cents: number): string {\n  return `${cents / 100} €`;\n}\n';
    const users = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `src/pages/page${at}.ts`,
        `import { formatPrice } from '../price';\n\nexport const show${at} = () => formatPrice(${at});\n`,
      ]),
    );
    const ask = async (files: Readonly<Record<string, string>>, question = 'Where is formatPrice used?') =>
      (await playTurn(question, { files })).text;

    it('names the first places of many, and says that there are more', async () => {
      const files = { 'src/price.ts': price, ...users };
      assert.match(await ask(files), /; used in `src\/pages\/page0\.ts:3`, .+ and in more files$/m);
      assert.match(
        await ask(files, 'Wo wird formatPrice verwendet?'),
        /; verwendet in `src\/pages\/page0\.ts:3`, .+ und in weiteren Dateien$/m,
      );
    });

    it('says that no other file does where that is so', async () => {
      assert.match(await ask({ 'src/price.ts': price }), /; no use found in other files$/m);
    });

    for (const [what, path, exported] of [
      ['by CommonJS', 'lib/price.js', 'module.exports = {\n  formatPrice,\n};'],
      ['in a list at the end', 'lib/price.ts', 'export { formatPrice };'],
      ['by being a script', 'lib/price.js', ''],
    ] as const)
      it(`finds what is exported ${what}`, async () => {
        const files = {
          [path]: `function formatPrice(cents) {\n  return cents / 100;\n}\n\n${exported}\n`,
          'lib/cart.js': 'exports.total = (cart) => price.formatPrice(cart.cents);\n',
        };
        assert.match(await ask(files), /; used in `lib\/cart\.js:1`$/m);
      });

    it('finds what is only handed on', async () => {
      const files = { 'src/price.ts': price, 'src/index.ts': "export { formatPrice } from './price';\n" };
      assert.match(await ask(files), /; used in `src\/index\.ts:1`$/m);
    });

    it('counts no uses of the same name for what a module keeps to itself', async () => {
      const own = 'function formatPrice(cents: number) {\n  return cents;\n}\n';
      const files = {
        'src/price.ts': `${own}\nexport const show = () => formatPrice(1);\n`,
        'src/cart.ts': `import { other } from './other';\n\nexport const total = () => other.formatPrice(2);\n`,
      };
      assert.match(await ask(files), /`src\/price\.ts:1`\); no use found in other files$/m);
    });

    it('claims nothing of names that are words of the language, and of what was not searched to its end', async () => {
      const files = {
        'src/run.ts': 'export function run() {}\n',
        'src/server.ts': 'import { run } from "./run";\n\nrun();\n',
      };
      const named = await playTurn('Explain src/run.ts', { files });
      assert.match(named.text, /`run` \(line 1\)$/m);
      const cut = await playTurn('Where is formatPrice used?', {
        files: { 'src/price.ts': price },
        answer: (name, { query }) =>
          name === 'search_text' && query === 'formatPrice'
            ? 'src/price.ts:1: export function formatPrice(cents: number): string {\n(60 more: call again with offset 1)'
            : undefined,
      });
      assert.match(cut.text, /`formatPrice` \(`src\/price\.ts:1`\)$/m);
    });
  });
});
