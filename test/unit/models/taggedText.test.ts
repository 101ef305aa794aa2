import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heldWords, TaggedText, type TextPart } from '../../../src/models/taggedText';

const summary = (parts: readonly TextPart[]): string => {
  const merged: string[] = [];
  let last = '';
  for (const part of parts) {
    const text = part.type === 'call' ? `${part.part.function?.name}` : part.text;
    if (part.type === last && part.type !== 'call') merged[merged.length - 1] += text;
    else merged.push(`${part.type}:${text}`);
    last = part.type;
  }
  return merged.join('|');
};

const split = (pieces: readonly string[]): string => {
  const tagged = new TaggedText();
  return summary([...pieces.flatMap((piece) => tagged.push(piece)), ...tagged.end()]);
};

describe('TaggedText', () => {
  for (const [text, expected] of [
    ['Hello', 'text:Hello'],
    ['<think>a < b</think>Yes', 'reasoning:a < b|text:Yes'],
    ['\n <thinking>why</thinking>\nYes', 'reasoning:why|text:Yes'],
    ['<think>never closed', 'reasoning:never closed'],
    ['Use the <think> tag', 'text:Use the <think> tag'],
    ['<table>', 'text:<table>'],
    ['a<tool_call>{"name":"f","arguments":{}}</tool_call>\n', 'text:a|call:f'],
    ['<tool_call>{"name":"f"}</tool_call>\n<tool_call>{"name":"g"}</tool_call><|im_end|>', 'call:f|call:g'],
    ...[
      'a<tool_call>{"name":"f","arguments":{}}</tool_call>b',
      '<tool_call>{"name":"f"}</tool_call> or <tool_call>{"name":"g"}</tool_call>',
      '<tool_call>{"name":"f"}\nis how it calls.',
      'Between <tool_call> and </tool_call>',
      '```\n<tool_call>{"name":"f"}</tool_call>\n```',
    ].map((quote) => [quote, `text:${quote}`] as const),
    ['<tool_call>{"name":"f","parameters":{}}', 'call:f'],
    ['<tool_call>no json</tool_call>', 'text:<tool_call>no json</tool_call>'],
    ['<tool_call>read_file\n<arg_key>path</arg_key>\n<arg_value>a</arg_value>\n</tool_call>', 'call:read_file'],
    ['<tool_call>read_plan</tool_call>', 'call:read_plan'],
    ['<tool_call>\n<function=f>\n<parameter=path>\na\n</parameter>\n</function>\n</tool_call>', 'call:f'],
    ['<tool_call>\n<function=f>\n</function>\n<function=g>\n</function>\n</tool_call>', 'call:f|call:g'],
    ['<tool_call>word</tool_call>', 'text:<tool_call>word</tool_call>'],
    ['<think>x</think><tool_call>{"name":"g"}</tool_call>', 'reasoning:x|call:g'],
    ['a <tool', 'text:a <tool'],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(split([text]), expected));

    it(`reads it in whatever pieces it comes: ${JSON.stringify(text)}`, () =>
      fc.assert(
        fc.property(fc.array(fc.nat(text.length)), (cuts) => {
          const places = [0, ...cuts.sort((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
          // Whitespace right after a closing tag may remain if it arrives as a separate piece.
          assert.equal(split(pieces).replace('text:\n', 'text:'), expected);
        }),
      ));
  }

  const call = '<tool_call>\n{"name": "create_plan", "arguments": {"title": "Limits"}}</tool_call>\n';
  const xml = '<tool_call>\n<function=create_plan>\n<parameter=title>\nLimits\n</parameter>\n</function>\n</tool_call>';
  for (const text of [call, call + call, xml])
    it(`takes no part of a call for words, wherever it breaks off: ${JSON.stringify(text)}`, () => {
      for (let end = 0; end <= text.length; end++) assert.equal(heldWords(text.slice(0, end)), '', text.slice(0, end));
    });

  for (const words of ['<tool_call> and then its name', `${call}is how it calls`])
    it(`keeps words that break off: ${JSON.stringify(words)}`, () => assert.equal(heldWords(words), words));

  it('gives plain text at once', () => {
    const tagged = new TaggedText();
    assert.equal(summary(tagged.push('Hello')), 'text:Hello');
    assert.equal(summary(tagged.push(' world <')), 'text: world ');
  });
});
