import type { Chunk, SymbolHit, TextHit } from '../retriever';
import type { WorkspaceFile, WorkspaceFiles } from '../files/workspaceFiles';
import { SearchEngine, type SearchLimits } from './searchEngine';
import { portSource } from './source';

/** The operations of a search over the workspace, wherever the index lives. */
export interface Engine {
  /** Brings the index up to date with a listing (null: the last one) and with the paths whose contents changed. */
  update(listed: readonly WorkspaceFile[] | null, changed: readonly string[]): Promise<void>;
  search(query: string, limit: number): Promise<readonly Chunk[]>;
  definitions(symbol: string): Promise<readonly SymbolHit[]>;
  text(literal: string, limit: number): Promise<readonly TextHit[]>;
  dispose(): void;
}

/** An engine in this thread, for a small number of files. */
export const localEngine = (files: WorkspaceFiles, limits?: SearchLimits): Engine => {
  const engine = new SearchEngine(portSource(files), limits);
  return {
    async update(listed, changed) {
      await engine.update(listed, new Set(changed));
    },
    search: (query, limit) => engine.search(query, limit),
    definitions: (symbol) => engine.definitions(symbol),
    text: (literal, limit) => engine.text(literal, limit),
    dispose: () => engine.stop(),
  };
};
