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
});
