import type { Disposable } from '../domain/events';
import type { NoticeView } from './protocol';

/** A map of requests: name -> [parameters, answer]. */
type Requests = object;
type Params<R, K extends keyof R> = R[K] extends [infer P, unknown] ? P : never;
type Answer<R, K extends keyof R> = R[K] extends [unknown, infer A] ? A : never;

/** What crosses the border; `ok: false` carries words for people, with what helps. */
export type RpcMessage =
  | { readonly kind: 'request'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: NoticeView }
  | { readonly kind: 'notice'; readonly name: string; readonly value: unknown };

/** One end of a connection: how messages are sent and received. */
export interface RpcPort {
  post(message: RpcMessage): void;
  receive(listener: (message: unknown) => void): Disposable;
}

/** The host's refusal of a request, in its words. */
export class RefusedRequest extends Error {
  constructor(readonly notice: NoticeView) {
    super(notice.text);
  }
}

/** The asking end (a webview): sends requests, hears notices. */
export class RpcClient<R extends Requests, N extends object> {
  /** A reloaded page begins with higher ids than before, so that a late answer never reaches another request. */
  private next = Date.now();
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly listeners = new Map<string, (value: unknown) => void>();

  constructor(private readonly port: RpcPort) {
    port.receive((message) => this.take(message as RpcMessage));
  }

  /** Asks the host; rejects with a `RefusedRequest` when it refuses. */
  request<K extends keyof R & string>(name: K, params: Params<R, K>): Promise<Answer<R, K>> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (value) => resolve(value as Answer<R, K>), reject });
      this.port.post({ kind: 'request', id, name, params });
    });
  }

  /** Listens to one kind of notice; a later listener replaces the earlier one. */
  on<K extends keyof N & string>(name: K, listener: (value: N[K]) => void): void {
    this.listeners.set(name, listener as (value: unknown) => void);
  }

  private take(message: RpcMessage): void {
    if (message.kind === 'notice') this.listeners.get(message.name)?.(message.value);
    if (message.kind !== 'answer') return;
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.ok) waiting?.resolve(message.value);
    else waiting?.reject(new RefusedRequest(message.error));
  }
}

/** Answers one request; its parameters are already validated. */
export type RpcHandlers<R> = { [K in keyof R]: (params: Params<R, K>) => Promise<Answer<R, K>> };

/** The server end (the host): every request is answered, a failing one with `ok: false`. */
export class RpcServer<R extends Requests, N extends object> {
  private readonly subscription: Disposable;

  /** `parse` validates a request's parameters by name and throws on bad ones; `explain` turns an error into a message for the user. */
  constructor(
    private readonly port: RpcPort,
    handlers: RpcHandlers<R>,
    parse: <K extends keyof R & string>(name: K, params: unknown) => Params<R, K>,
    explain: (error: unknown) => NoticeView,
  ) {
    this.subscription = port.receive((raw) => {
      const message = raw as RpcMessage;
      if (message?.kind !== 'request') return;
      const name = message.name as keyof R & string;
      const answer = async (): Promise<RpcMessage> => {
        try {
          const value = await handlers[name](parse(name, message.params));
          return { kind: 'answer', id: message.id, ok: true, value };
        } catch (error) {
          return { kind: 'answer', id: message.id, ok: false, error: explain(error) };
        }
      };
      void answer().then((reply) => port.post(reply));
    });
  }

  /** Sends the view a notice. */
  notify<K extends keyof N & string>(name: K, value: N[K]): void {
    this.port.post({ kind: 'notice', name, value });
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
