import type { Strings } from '../src/shared/protocol';
import { RpcClient } from '../src/shared/rpc';
import { ignoreHeldEnter } from './presses';
import { setWords } from './words';

declare const acquireVsCodeApi: () => {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

const { postMessage: post, getState, setState } = acquireVsCodeApi();
const isMessage = (data: unknown): boolean => typeof data === 'object' && data !== null && 'kind' in data;

/** Opens the connection to the extension host. */
export const connect = <R extends object, N extends object>(): RpcClient<R, N> =>
  new RpcClient<R, N>({
    post,
    receive: (listener) => {
      const own = (event: MessageEvent): void => {
        if (isMessage(event.data)) listener(event.data);
      };
      window.addEventListener('message', own);
      return { dispose: () => window.removeEventListener('message', own) };
    },
  });

/** The view's saved state, which the editor keeps across reloads. */
export const savedState = <T extends object>(): Partial<T> => (getState() ?? {}) as Partial<T>;

/** Adds to the view's saved state. */
export const saveState = (patch: object): void => setState({ ...savedState(), ...patch });

/** The element a view is drawn into. */
export const root = document.getElementById('root') ?? document.body;

/** Fetches a view's words and first state and starts it. On failure, retries when a state arrives or the user asks. */
export const startView = <S>(
  ask: () => Promise<{ readonly strings: Strings; readonly state: S }>,
  start: (state: S) => void,
  onState: (listener: () => void) => void,
): void => {
  let isAsking = false;
  const attempt = (): void => {
    // One answer is enough, and the host may send several states in a row.
    if (isAsking) return;
    isAsking = true;
    ask().then(ready, failed);
  };
  const ready = ({ strings, state }: { readonly strings: Strings; readonly state: S }): void => {
    root.textContent = '';
    setWords(strings);
    start(state);
  };
  const failed = (error: Error): void => {
    isAsking = false;
    const words = Object.assign(document.createElement('p'), { role: 'alert', textContent: error.message });
    // The button stays in place, where it keeps the focus.
    if (again.isConnected) root.firstElementChild?.replaceWith(words);
    else root.replaceChildren(words, again);
    onState(attempt);
  };
  // The view's words have not arrived, so the page itself carries this one.
  const again = Object.assign(document.createElement('vscode-button'), { textContent: root.dataset['again'] });
  again.addEventListener('click', attempt);
  ignoreHeldEnter();
  attempt();
};
