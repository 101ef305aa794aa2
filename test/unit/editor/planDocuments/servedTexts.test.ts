import assert from 'node:assert/strict';
import { ServedTexts } from '../../../../src/editor/planDocuments/servedTexts';

describe('what a save is made from', () => {
  const first = { version: 1, text: '\uFEFFone\r\n' };
  const second = { version: 2, text: 'two\n' };
  let served: ServedTexts;
  beforeEach(() => {
    served = new ServedTexts();
    served.give('plan', first);
  });

  it('is what the document took, not what was asked for since', () => {
    served.show('plan', 'one\n');
    served.give('plan', second);
    assert.equal(served.of('plan'), first);
    served.show('plan', 'typed');
    assert.equal(served.of('plan'), first);
    served.show('plan', 'two\n');
    assert.equal(served.of('plan'), second);
    served.show('plan', 'one\n');
    assert.equal(served.of('plan'), second, 'by undo');
  });

  it('is what was given last where no document shows it', () => {
    assert.equal(served.of('other'), null);
    assert.equal(served.of('plan'), first);
    served.show('plan', 'one\n');
    served.give('plan', second);
    served.close('plan');
    assert.equal(served.of('plan'), second);
  });

  it('is what was saved or told of last', () => {
    for (const isOpen of [false, true]) {
      if (isOpen) served.show('plan', 'one\n');
      served.settle('plan', second);
      assert.equal(served.of('plan'), second);
      served.give('plan', first);
      assert.equal(served.of('plan'), isOpen ? second : first);
    }
  });

  it('differs from what was typed, not by what a document cannot show', () => {
    served.show('plan', 'one\n');
    assert.ok(!served.differs('plan', 'one\n'));
    assert.ok(served.differs('plan', 'one more\n'));
    assert.ok(!served.differs('other', 'one more\n'), 'nothing was served');
    served.settle('plan', { version: 1, text: 'one more\n' });
    assert.ok(!served.differs('plan', 'one more\n'));
  });
});
