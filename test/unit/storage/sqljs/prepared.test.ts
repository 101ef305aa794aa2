import assert from 'node:assert/strict';
import { prepared } from '../../../../src/storage/sqljs/prepared';

interface Items {
  item: { id: number; value: string | null };
}

describe('A prepared query', () => {
  it('is built once and binds what each use gives, where it is named', () => {
    let built = 0;
    const rename = prepared<Items, { readonly id: number; readonly value: string | null }>((db, value) => {
      built += 1;
      return db
        .updateTable('item')
        .set({ value: value('value') })
        .where('id', '=', value('id'))
        .where('id', '>', 0);
    });
    const uses = [rename({ id: 1, value: 'one' }), rename({ value: null, id: 2 })];
    const sql = 'update "item" set "value" = ? where "id" = ? and "id" > ?';
    assert.deepEqual(
      uses.map((use) => [use.sql, use.parameters]),
      [
        [sql, ['one', 1, 0]],
        [sql, [null, 2, 0]],
      ],
    );
    assert.equal(built, 1);
  });
});
