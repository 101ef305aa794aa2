import { RpcClient } from '../src/shared/rpc';

declare const acquireVsCodeApi: () => {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

const { postMessage: post, getState, setState } = acquireVsCodeApi();
const isMessage = (data: unknown): boolean => typeof data === 'object' && data !== null && 'kind' in data;

/** The line to the extension host. */
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

/** What the view last remembered; the editor keeps it through reloads. */
export const savedState = <T extends object>(): Partial<T> => (getState() ?? {}) as Partial<T>;

/** Remembers some of the view's state beside what it remembers already. */
export const saveState = (patch: object): void => setState({ ...savedState(), ...patch });

/** Shows in the place of the view why it could not begin; empty once it can. */
export const showFailure = (root: HTMLElement, text: string): void => {
  root.textContent = text;
  if (text === '') root.removeAttribute('role');
  else root.setAttribute('role', 'alert');
};
