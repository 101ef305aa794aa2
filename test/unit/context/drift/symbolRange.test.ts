import assert from 'node:assert/strict';
import { symbolRanges } from '../../../../src/context/drift/symbolRange';

/** The lines, as `first-last`, that define a symbol. */
const ranges = (path: string, symbol: string, lines: readonly string[]): string[] =>
  symbolRanges(path, lines.join('\n'), symbol).map(({ startLine, endLine }) => `${startLine}-${endLine}`);

describe('the lines of a definition', () => {
  it('go on to what closes it, whatever that is in the language', () => {
    const script = ['import a;', '', 'export function list() {', '  return 1;', '}', '', 'const other = 1;'];
    assert.deepEqual(ranges('a.ts', 'list', script), ['3-5']);
    const python = ['def first(', '    a,', '):', '    x = 1', '', '    return x', '', '', 'def second():', '    pass'];
    assert.deepEqual(ranges('a.py', 'first', python), ['1-6']);
    assert.deepEqual(ranges('a.rb', 'one', ['def one', '  1', 'end', '', 'def two', 'end']), ['1-3']);
    assert.deepEqual(ranges('a.ts', 'none', script), []);
  });

  it('have their body where its brace stands on a line of its own', () => {
    const php = [
      'class Auth',
      '{',
      '    public function login(Request $r): Response',
      '    {',
      '        $a = 1;',
      '    }',
    ];
    assert.deepEqual(ranges('a.php', 'login', php), ['3-6']);
    assert.deepEqual(ranges('a.php', 'Auth', [...php, '}']), ['1-7']);
    const java = [
      '  public String name(',
      '      int a',
      '  )',
      '  {',
      '    return "";',
      '  }',
      '',
      '  public int b()',
    ];
    assert.deepEqual(ranges('A.java', 'name', java), ['1-6']);
    assert.deepEqual(ranges('a.c', 'bar', ['int bar(int b)', '{', '    return b;', '}', '', 'int c;']), ['1-4']);
    const rust = ['fn run<T>(t: T)', 'where', '    T: Clone,', '{', '    t.clone();', '}', 'fn other() {', '}'];
    assert.deepEqual(ranges('a.rs', 'run', rust), ['1-6']);
  });

  it('are not cut by text, labels, directives or comments further left', () => {
    const query = ['function q() {', '  return sql`', 'SELECT *', ')', '`;', '}', 'function r() {', '}'];
    assert.deepEqual(ranges('a.ts', 'q', query), ['1-6']);
    const c = [
      'int main(void)',
      '{',
      '#ifdef A',
      '    if (a) {',
      '#else',
      '    if (b) {',
      '#endif',
      '    }',
      'end:',
      '    return 1;',
    ];
    assert.deepEqual(ranges('a.c', 'main', [...c, '}', 'int b(void) {', '}']), ['1-11']);
    const python = ['def save(user):', '    a()', '# b()', '    c()', '# The other one.', 'def other():', '    d()'];
    assert.deepEqual(ranges('a.py', 'save', python), ['1-4']);
    const ruby = ['def load', '  a', 'rescue Error', '  b', 'end', 'def other', 'end'];
    assert.deepEqual(ranges('a.rb', 'load', ruby), ['1-5']);
  });

  it('end where braces do not match, at the next line as far left', () => {
    assert.deepEqual(ranges('a.py', 'a', ["a = '{'", 'b = 1']), ['1-1']);
    for (const first of ['const a = /[{]/;', 'const a = 1; /* { */'])
      assert.deepEqual(ranges('a.js', 'a', [first, '', 'b();', 'function c() {', '  d();', '}']), ['1-1'], first);
    assert.deepEqual(ranges('a.py', 'a', ['a = {', "    'b': 1}", 'c = 1', 'd = {', '}']), ['1-2']);
    const script = ['function a() {', "  b('}');", '  // {', '}', 'function c() {', '}'];
    assert.deepEqual(ranges('a.js', 'a', script), ['1-4']);
  });

  it('go on as long as the definition does', () => {
    const methods = Array.from({ length: 300 }, (_, at) => `  value${at} = ${at};`);
    assert.deepEqual(ranges('a.ts', 'UserService', ['class UserService {', ...methods, '}']), ['1-302']);
  });

  it('are those of the type that is named with it', () => {
    const script = ['class A extends B {', '  get() {', '  }', '}', 'class B', '{', '  get() {', '  }', '}'];
    assert.deepEqual(ranges('a.ts', 'A.get', script), ['2-3']);
    assert.deepEqual(ranges('a.ts', 'B.get', script), ['7-8']);
    assert.deepEqual(ranges('a.ts', 'get', script), ['2-3', '7-8']);
    assert.deepEqual(ranges('a.ts', 'store.get', script), ['2-3', '7-8']);
    const go = ['func (a *A) Run() {', '}', 'func (b *B) Run() {', '}'];
    assert.deepEqual(ranges('a.go', 'B.Run', go), ['3-4']);
    const rust = ['impl A {', '    fn make() {', '    }', '}', 'impl Show for B {', '    fn make() {', '    }', '}'];
    assert.deepEqual(ranges('a.rs', 'B::make', rust), ['6-7']);
  });

  it('are those of every overload, not of what has the name further inside', () => {
    const script = [
      'export function f(a: string): void;',
      'export function f(a: number): void;',
      'export function f(a: unknown) {',
      '  g(function f() {',
      '  });',
      '}',
    ];
    assert.deepEqual(ranges('a.ts', 'f', script), ['1-1', '2-2', '3-6']);
  });
});
