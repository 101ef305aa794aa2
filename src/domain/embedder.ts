/** Turns texts into vectors that are close if the texts have similar subjects. */
export interface Embedder {
  /** Identifies the vector space: vectors with another id cannot be compared. */
  readonly id: string;
  /**
   * Returns one vector of length 1 per text, in order; throws a `UserError` for every expected failure and the signal's
   * reason when aborted.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** Scales a vector to length 1; a zero vector stays as it is. */
export const normalized = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
};

/** The similarity of two vectors of length 1, from -1 to 1. */
export const similarity = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
