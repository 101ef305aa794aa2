import { queryTerms } from '../domain/words';
import { type Embedder, normalized } from '../domain/embedder';

const dimensions = 128;

/** Vectors without a model: each word adds to dimensions chosen by its hash, so texts with common words are close; deterministic. */
export const syntheticEmbedder: Embedder = {
  id: `synthetic-${dimensions}`,
  async embed(texts, signal) {
    signal.throwIfAborted();
    return texts.map((text) => {
      const vector = new Float32Array(dimensions);
      for (const term of queryTerms(text)) {
        const hash = hashOf(term);
        vector[hash % dimensions]! += 1;
        vector[(hash >>> 16) % dimensions]! += hash & 0x8000 ? 0.5 : -0.5;
      }
      return normalized(vector);
    });
  },
};

/** FNV-1a over UTF-16 units, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};
