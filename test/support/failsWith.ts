import assert from 'node:assert/strict';
import { UserError, type UserErrorCode } from '../../src/domain/errors';

/** For `assert.rejects`: checks that the error is a `UserError` with the code and, if given, the arguments. */
export const failsWith =
  (code: UserErrorCode, args?: object) =>
  (error: unknown): true => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.code, code);
    if (args !== undefined) assert.deepEqual(error.args, args);
    return true;
  };
