import assert from 'node:assert/strict';
import { xmlArguments } from '../../../src/models/xmlCall';

describe('xmlArguments', () => {
  for (const [title, text, expected] of [
    [
      'GLM',
      '<arg_key>path</arg_key>\n<arg_value>src/a.ts</arg_value>\n<arg_key>startLine</arg_key><arg_value>3</arg_value>',
      { path: 'src/a.ts', startLine: '3' },
    ],
    [
      'Qwen',
      '<parameter=path>\nsrc/a.ts\n</parameter>\n<parameter=all>\ntrue\n</parameter>',
      { path: 'src/a.ts', all: 'true' },
    ],
    ['JSON values', '<parameter=edits>\n[{"type": "x"}]\n</parameter>', { edits: [{ type: 'x' }] }],
    [
      'words in brackets',
      '<parameter=title>\n[x] Done\n</parameter><parameter=path>\n{id}\n</parameter>',
      { title: '[x] Done', path: '{id}' },
    ],
    ['broken JSON', '<parameter=edits>\n[{"type": \'x\',}]\n</parameter>', { edits: [{ type: 'x' }] }],
    ['text of several lines', '<parameter=body>\n- "One"\n- Two {a}\n</parameter>', { body: '- "One"\n- Two {a}' }],
  ] as const)
    it(`reads ${title}`, () => assert.deepEqual(JSON.parse(xmlArguments(text) ?? ''), expected));

  it('leaves open what is cut', () => {
    assert.equal(
      xmlArguments('<arg_key>a</arg_key><arg_value>1</arg_value><arg_key>b</arg_key><arg_value>Wor'),
      '{"a":"1","b":"Wor',
    );
    assert.equal(xmlArguments('<parameter=a>[{"b": "c'), '{"a":[{"b": "c');
  });

  it('is nothing for other text', () => assert.equal(xmlArguments('{"path": "a"}'), null));
});
