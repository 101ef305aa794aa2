import type { ChatRequest } from '../../agent/planningService';
import { isAbort } from '../../domain/errors';
import type { PreviewView } from '../../shared/contextView';
import { contextView } from '../contextView';
import type { Core } from '../core';
import { readSettings } from '../settings';
import { estimateView } from './usageWords';

/** Previews what a model would see for an unsent message, with an estimate; only the latest request is answered. */
export class ContextPreviews {
  private asking = new AbortController();

  /** Null if a newer request came meanwhile, or if the data cannot be read. */
  async of({ storage, planning }: Core, request: ChatRequest): Promise<PreviewView | null> {
    this.asking.abort();
    const { signal } = (this.asking = new AbortController());
    if (storage.problem() !== null) return null;
    try {
      const { seen, estimate } = await planning.preview(request, readSettings().contextTokens, signal);
      return { context: contextView(seen), estimate: estimate && estimateView(estimate) };
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    }
  }
}
