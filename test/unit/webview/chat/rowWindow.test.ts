import assert from 'node:assert/strict';
import fc from 'fast-check';
import { around, earlier, follow, later, maxRows, newest } from '../../../../webview-ui/chat/rowWindow';

describe('chat row window', () => {
  it('shows the newest first and earlier ones on the way up', () => {
    const first = newest(1000);
    assert.equal(first.end, 1000);
    const up = earlier(first);
    assert.ok(up.start < first.start);
    assert.equal(up.end, 1000);
  });
  it('lets the newest go when there are too many, and brings them back on the way down', () => {
    let rows = newest(1000);
    while (rows.start > 0) rows = earlier(rows);
    assert.ok(rows.end < 1000);
    for (let before = 0; before < rows.end;) {
      before = rows.end;
      rows = later(rows, 1000);
    }
    assert.equal(rows.end, 1000);
  });
  it('follows new messages only where it showed the newest', () => {
    assert.deepEqual(follow({ start: 0, end: 10 }, 10, 12), { start: 0, end: 12 });
    assert.deepEqual(follow({ start: 0, end: 8 }, 10, 12), { start: 0, end: 8 });
    const same = { start: 0, end: 10 };
    assert.equal(follow(same, 10, 10), same);
  });
  it('begins anew when messages went away', () => {
    assert.deepEqual(follow({ start: 40, end: 100 }, 100, 3), newest(3));
  });
  it('stays inside the messages and within the most rows, whatever happens', () => {
    const step = fc.constantFrom('earlier', 'later', 'more', 'fewer', 'around');
    fc.assert(
      fc.property(fc.nat(2000), fc.array(step), (first, steps) => {
        let count = first;
        let rows = newest(count);
        for (const name of steps) {
          if (name === 'earlier') rows = earlier(rows);
          else if (name === 'later') rows = later(rows, count);
          else if (name === 'around') rows = around(Math.floor(count / 3), count);
          else {
            const before = count;
            count = name === 'more' ? count + 1 : Math.floor(count / 2);
            rows = follow(rows, before, count);
          }
          assert.ok(rows.start >= 0 && rows.end <= count && rows.end - rows.start <= maxRows);
          assert.ok(count === 0 || rows.start < rows.end);
        }
      }),
    );
  });
});
