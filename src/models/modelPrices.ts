import type { ModelPrice } from './modelProvider';

/** A model in a provider's list; which fields there are depends on the provider. */
export interface ListedModel {
  readonly id: string;
  /** Requesty: US dollars per token. */
  readonly input_price?: unknown;
  readonly output_price?: unknown;
  /** OpenRouter and similar: the same as text. */
  readonly pricing?: { readonly prompt?: unknown; readonly completion?: unknown } | null;
}

/** The price of a model in the list; null if there is none, or none that can be read. */
export const priceOf = ({ input_price, output_price, pricing }: ListedModel): ModelPrice | null => {
  const input = toPrice(input_price ?? pricing?.prompt);
  const output = toPrice(output_price ?? pricing?.completion);
  return input === null || output === null ? null : { input, output };
};

/** Some lists give -1 if the price depends on what the request is routed to. */
const toPrice = (value: unknown): number | null => {
  const price = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof price === 'number' && Number.isFinite(price) && price >= 0 ? price : null;
};
