import assert from 'node:assert/strict';
import { contentMark } from '../../../../src/context/coverage/contentMark';
import { UserError } from '../../../../src/domain/errors';

describe('what tells a content from another one', () => {
  const failed = (code: 'unknownFormat' | 'notFound') => async (): Promise<never> => {
    throw new UserError(code);
  };

  it('is a hash of a text, whenever it was written', async () => {
    const mark = await contentMark(async () => 'a\n', failed('notFound'));
    assert.equal(mark, '78981922613b2afb6025042ff6bd878ac1994e85');
  });

  it('is the stamp of what is no text, so that an image that changes is seen to', async () => {
    assert.equal(await contentMark(failed('unknownFormat'), async () => '120 1'), '120 1');
  });

  it('is nothing of what is gone, and no guess where reading fails for another reason', async () => {
    assert.equal(await contentMark(failed('notFound'), failed('notFound')), '');
    const broken = contentMark(
      async () => Promise.reject(new TypeError('broken')),
      async () => '120 1',
    );
    await assert.rejects(broken, TypeError);
  });
});
