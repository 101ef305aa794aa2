/** Ends a subscription; calling it again does nothing. */
export interface Disposable {
  dispose(): void;
}

/** Registers a listener and returns its subscription (the shape of `vscode.Event`). */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** A source of events: `event` is public, `fire` is for the owner. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of Array.from(this.listeners)) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
