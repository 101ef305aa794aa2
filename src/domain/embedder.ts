/** Turns texts into vectors that are near each other where the texts are about the same. */
export interface Embedder {
  /** Names the vectors: those of another id cannot be compared with these. */
  readonly id: string;
  /** One vector of length 1 per text, in their order; throws a `UserError` for every expected failure and the signal's reason when aborted. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** Brings a vector to length 1; one of zeros stays as it is. */
export const normalized = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
};

/** How alike two vectors of length 1 are, from -1 to 1. */
export const similarity = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
