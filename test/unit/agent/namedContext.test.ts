import assert from 'node:assert/strict';
import { openPlanningWorld } from '../../support/planningWorld';
import { says, ScriptedProvider } from '../../support/scriptedProvider';

const open = async () => {
  const provider = new ScriptedProvider([says('Here.')]);
  const world = await openPlanningWorld(provider, null, {
    'src/long.ts': 'const value = await reader.read(limits, options);\n'.repeat(1000),
  });
  return { ...world, systemOf: () => provider.requests[0]?.messages[0]?.content ?? '' };
};

describe('what a message names', () => {
  it('is shown as far as it fits, and the model is told what is missing and why', async () => {
    const { planning, systemOf } = await open();
    const { message } = await planning.chat({ message: 'Plan limits as in @src/long.ts, @src/none.ts and @problems' });
    const part = message.seen?.parts.find(({ source }) => source === 'mention');
    const end = part!.endLine!;
    assert.ok(end > 100 && end < 400, `${end}`);
    assert.ok(systemOf().includes(`### src/long.ts (lines 1-${end})\n`));
    assert.ok(
      systemOf().includes(`\nconst value = await reader.read(limits, options);\n(${1001 - end} more lines)\n\`\`\``),
    );
    const missing = `src/none.ts: not found; @problems: nothing there; src/long.ts (lines ${end + 1}-400): did not fit`;
    assert.ok(systemOf().includes(`\n\nNamed but not shown: ${missing}`));
  });

  it('is not spoken of where all of it is shown', async () => {
    const { planning, systemOf } = await open();
    await planning.chat({ message: 'Plan limits as in @src/app.ts' });
    assert.ok(!systemOf().includes('Named but not shown'));
  });
});
