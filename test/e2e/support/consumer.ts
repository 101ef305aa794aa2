import assert from 'node:assert/strict';
import { freePort } from '../../../scripts/editor/processes.mjs';
import { resolve } from 'node:path';
import type { EditorOptions } from './editor';
import type { EditorWindow } from './window';

/** Another extension in the editor's window, which calls DevPlan's API on request over HTTP without touching the UI. */
export interface Consumer {
  /** The options that `openEditor` needs for it. */
  readonly options: EditorOptions;
  /** Makes it listen in a window. */
  readonly serve: (window: EditorWindow) => Promise<void>;
  /** Calls a method such as `plans.setStatus`; `doneAt` is when it was acknowledged. Throws the call's failure. */
  readonly call: (name: string, ...args: readonly unknown[]) => Promise<{ doneAt: number; result: any }>;
}

/** Chooses a port for the consumer of this test. */
export const apiConsumer = async (): Promise<Consumer> => {
  const port = await freePort();
  const post = async (name: string, args: readonly unknown[]) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify({ name, args }) });
    return (await response.json()) as { doneAt: number; result: any; error?: string };
  };
  return {
    options: {
      extensions: [resolve('test', 'fixtures', 'api-consumer')],
      env: { API_CONSUMER_PORT: String(port) },
    },
    serve: async (window) => {
      await window.command('API Consumer: Serve');
      const isListening = (): Promise<boolean> =>
        post('projects.list', []).then(
          () => true,
          () => false,
        );
      const end = Date.now() + 90_000;
      while (!(await isListening())) assert.ok(Date.now() < end, 'the consumer listens');
    },
    call: async (name, ...args) => {
      const { error, ...answer } = await post(name, args);
      assert.equal(error, undefined, `${name}: ${error}`);
      return answer;
    },
  };
};
