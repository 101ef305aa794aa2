import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ActionView } from '../src/shared/protocol';

/** What every part of a view may ask of the host. */
export interface View {
  readonly openLink: (href: string) => void;
  readonly openFile: (path: string, line: number | null) => void;
  /** Resolves to true if the text was copied. */
  readonly copy: (text: string) => Promise<boolean>;
  readonly run: (action: Pick<ActionView, 'command' | 'args'>) => void;
}

const unasked = (): never => {
  throw new Error('No host is connected');
};

/** Hands the host's services down to the parts of a view. */
export const ViewContext = createContext<View>({ openLink: unasked, openFile: unasked, copy: unasked, run: unasked });

/** The host's services, inside a component. */
export const useView = (): View => useContext(ViewContext);
