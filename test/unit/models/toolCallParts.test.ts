import assert from 'node:assert/strict';
import { breaksOff } from '../../../src/models/toolCallParts';

describe('breaksOff', () => {
  for (const [title, json, expected] of [
    ['an end inside words', '{"edits":[{"body":"See', true],
    ['an end inside words, behind a link', '{"edits":[{"body":"- See [docs]', true],
    ['an end inside words, behind a box', '{"edits":[{"body":"- [x]', true],
    ['an end inside words, behind a brace', '{"edits":[{"body":"uses {x}', true],
    ['an end where a value must follow', '{"edits":[{"body":', true],
    ['a whole value', '{"edits":[{"body":"- See [docs]"}]}', false],
    ['a whole value with a quote too many', '{"reply":"Use a 5" screen."}', false],
    ['brackets that are not closed', '{"edits":[{"body":"See"}', false],
  ] as const)
    it(`is ${expected} for ${title}`, () => assert.equal(breaksOff(json), expected));
});
