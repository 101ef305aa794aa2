/** Why a part of a file was chosen. */
export interface ChunkReason {
  /** Words of the request that it contains. */
  readonly words: readonly string[];
  /** A symbol that its file defines and that the request is about; null if there is none. */
  readonly definition: string | null;
  /** Subject of a similar past change that touched the file; null if there is none. */
  readonly commit: string | null;
}

/** A part of a file that answers a request; lines count from 1 and include both ends, a higher score is better. */
export interface Chunk {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly score: number;
  readonly reason: ChunkReason;
}

/** A definition of a symbol; `text` is its line. */
export interface SymbolHit {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A line that contains the searched text. */
export interface TextHit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Finds the parts of the workspace that a request is about; every method rejects with the signal's reason when it aborts. */
export interface Retriever {
  /** The best parts of files for a request in plain words, best first, at most two per file. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly Chunk[]>;
  /** Definitions of exactly that name (case ignored), else of names that begin with it or contain all its words. */
  definitions(symbol: string, signal?: AbortSignal): Promise<readonly SymbolHit[]>;
  /** Lines that contain a literal text, case ignored; source first, then tests, then the rest. */
  text(literal: string, limit: number, signal?: AbortSignal): Promise<readonly TextHit[]>;
}
