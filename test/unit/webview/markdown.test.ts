import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type MarkdownNode, canOpen, fileOf, parseMarkdown, splitBlocks } from '../../../webview-ui/markdown';

const flat = (nodes: readonly MarkdownNode[]): readonly MarkdownNode[] =>
  nodes.flatMap((node) => ('children' in node ? [node, ...flat(node.children)] : [node]));
const words = (source: string): string =>
  flat(parseMarkdown(source))
    .map((node) => ('text' in node ? node.text : ''))
    .join('');
const tags = (source: string): readonly string[] =>
  flat(parseMarkdown(source)).flatMap((node) => (node.type === 'element' ? [node.tag] : []));
const hrefs = (source: string): readonly string[] =>
  flat(parseMarkdown(source)).flatMap((node) => (node.type === 'link' ? [node.href] : []));

describe('webview markdown', () => {
  it('knows lists, tables, headings, emphasis and code', () => {
    assert.deepEqual(tags('- a\n- b'), ['ul', 'li', 'li']);
    assert.deepEqual(tags('1. a\n\n   b'), ['ol', 'li', 'p', 'p']);
    assert.deepEqual(tags('# a\n\n###### b'), ['h3', 'h6']);
    assert.deepEqual(tags('**a** _b_ ~~c~~'), ['p', 'strong', 'em', 's']);
    assert.deepEqual(tags('| a |\n| - |\n| b |'), ['table', 'thead', 'tr', 'th', 'tbody', 'tr', 'td']);
    assert.deepEqual(parseMarkdown('```ts title\nlet a;\n```'), [
      { type: 'codeBlock', language: 'ts', text: 'let a;' },
    ]);
  });
  it('keeps the number that a list starts with', () => {
    const [list] = parseMarkdown('3. c');
    assert.equal(list?.type === 'element' ? list.start : null, 3);
  });
  it('takes HTML as text', () => {
    assert.equal(words('<script>alert(1)</script> <b onclick=x>b</b>'), '<script>alert(1)</script> <b onclick=x>b</b>');
  });
  it('shows an image as its text', () => {
    assert.equal(words('![a picture](https://example.com/a.png)'), 'a picture');
    assert.deepEqual(hrefs('![a picture](https://example.com/a.png)'), []);
  });
  it('opens web addresses and workspace paths only', () => {
    for (const href of [
      'https://a.b/c',
      'HTTP://a.b',
      'src/app.ts',
      'src/app.ts:12',
      'app.ts:3-9',
      './x/y',
      'Makefile',
      'src/app.ts#L12',
      'my%20file.ts',
    ])
      assert.ok(canOpen(href), href);
    for (const href of [
      'javascript:alert(1)',
      'JAVASCRIPT:1',
      'command:devplan.x',
      'data:text/html,x',
      'file:///etc/passwd',
      'vscode://x',
      'mailto:a@b.c',
      '//host/x',
      '/etc/passwd',
      '\\\\host\\x',
      '#top',
      '?q',
      '',
      'https:///x',
      ' javascript:x',
      '%2Fetc/passwd',
      'javascript%3Aalert(1)',
    ])
      assert.ok(!canOpen(href), href);
  });
  it('tells files of the workspace from web addresses', () => {
    assert.deepEqual(fileOf('src/app.ts:12-40'), { path: 'src/app.ts', line: 12 });
    assert.deepEqual(fileOf('docs/api.md'), { path: 'docs/api.md', line: null });
    assert.deepEqual(fileOf('src/app.ts#L12-L40'), { path: 'src/app.ts', line: 12 });
    assert.deepEqual(fileOf('src/app.ts:12:3'), { path: 'src/app.ts', line: 12 });
    assert.deepEqual(fileOf('app/%5Bid%5D/my%20page.tsx:3'), { path: 'app/[id]/my page.tsx', line: 3 });
    assert.deepEqual(fileOf('docs/50%.md'), { path: 'docs/50%.md', line: null });
    assert.deepEqual(fileOf('src/app.ts:0'), { path: 'src/app.ts', line: null });
    assert.equal(fileOf('https://a.b:80/c'), null);
  });
  it('shows the words of a link that does not open', () => {
    const source = '[a](javascript:alert(1)) [b](command:x) [c](data:text/html,x) [d](&#106;avascript:1) <vbscript:x>';
    assert.deepEqual(hrefs(source), []);
    assert.equal(words(source), 'a b c d vbscript:x');
  });
  it('hides no address that a link refers to', () => {
    const source = '[e][r]\n\n[r]: file:///x';
    assert.equal(splitBlocks(source).sources.map(words).join('|'), '[e][r]|[r]: file:///x');
  });
  it('makes links of bare web addresses and of nothing else', () => {
    assert.deepEqual(hrefs('https://a.b/c ftp://a.b //a.b mailto:a@b.c a@b.c www.a.com 1.2.3.4'), ['https://a.b/c']);
  });
  it('shows a text as it is written where it is nested too deeply', () => {
    const source = `${'> '.repeat(5000)}the end`;
    assert.deepEqual(parseMarkdown(source), [{ type: 'codeBlock', language: '', text: source }]);
  });
  it('never yields a link that may not be opened', () => {
    const scheme = fc.constantFrom('javascript:', 'command:', 'data:', 'file:', 'https://', '//', '', '&#x6a;');
    const piece = fc.tuple(fc.constantFrom('[a](', '<', '[a]: ', '[a]', ' ', '\n', '> '), scheme, fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const source = pieces.map((parts) => `${parts.join('')})>`).join('');
        assert.ok(hrefs(source).every(canOpen));
      }),
    );
  });
});

describe('webview markdown blocks', () => {
  const piece = fc.constantFrom(
    'word ',
    '\n',
    '\n\n',
    '\r\n',
    '- ',
    '  ',
    '    ',
    '1. ',
    '2',
    '> ',
    '```\n',
    '`',
    '# ',
    '---',
    '***',
    '| a | b |\n',
    '| - | - |\n',
    '|',
    '=',
    '[x]: y\n',
    '\t',
  );
  it('cuts where blocks begin', () => {
    assert.deepEqual(splitBlocks('# a\nb\n\n- c\n- d\n\ne').sources, ['# a\n', 'b\n\n', '- c\n- d\n\n', 'e']);
    assert.deepEqual(splitBlocks('').sources, ['']);
  });
  it('gives the text again when joined', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        assert.equal(splitBlocks(pieces.join('')).sources.join(''), pieces.join(''));
      }),
    );
  });
  it('comes to the same cuts however a text arrives', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const arrived = pieces.reduce((blocks, more) => splitBlocks(blocks.text + more, blocks), splitBlocks(''));
        assert.deepEqual(arrived.sources, splitBlocks(pieces.join('')).sources);
      }),
      { numRuns: 1000 },
    );
  });
});
