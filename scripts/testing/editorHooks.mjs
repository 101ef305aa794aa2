// Hooks for every process that runs browser tests.
import { captureOpenSessions, capturesDone, closeEverything } from '../editor/session.mjs';

export const mochaHooks = {
  /** @this {import('mocha').Context} */
  async afterEach() {
    if (this.currentTest?.state === 'failed') captureOpenSessions(this.currentTest.fullTitle());
    await capturesDone();
  },
  afterAll: closeEverything,
};
