import type { ProjectMemory, Remembered } from '../../context/sections';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import type { Retriever } from '../../context/retriever';
import type { Disposable } from '../../domain/events';
import type { Storage } from '../../storage/open';
import { ProjectTexts } from './projectTexts';

/** Creates the search engine for the given files. */
export type MakeRetriever = (files: WorkspaceFiles) => Retriever & Disposable;

interface Searched {
  readonly texts: ProjectTexts;
  readonly retriever: Retriever & Disposable;
}

/** Parts scoring below this share of the best score say little about the request. */
const minShare = 0.4;

/** What each project has planned, decided and discussed, searchable like the workspace. */
export class ProjectMemories implements Disposable {
  private readonly known = new Map<string, Searched>();

  constructor(
    private readonly storage: Storage,
    private readonly makeRetriever: MakeRetriever,
  ) {}

  /** The memory of a project, except for the given plan and conversation, which a turn shows anyway. */
  of(projectId: string, without: readonly (string | null)[]): ProjectMemory {
    return {
      search: async (query, limit, signal) => {
        const { texts, retriever } = this.searched(projectId);
        const chunks = await retriever.search(query, limit + 2 * without.length, signal);
        const least = (chunks[0]?.score ?? 0) * minShare;
        return chunks
          .filter(({ score }) => score >= least)
          .flatMap(({ path, text }): (Remembered & { readonly owner: string })[] => {
            const found = texts.find(path);
            // It may have been deleted since the search began.
            return found ? [{ source: found.source, title: found.title, text, owner: found.owner }] : [];
          })
          .filter(({ owner }) => !without.includes(owner))
          .slice(0, limit)
          .map(({ source, title, text }) => ({ source, title, text }));
      },
    };
  }

  dispose(): void {
    for (const { texts, retriever } of this.known.values()) {
      retriever.dispose();
      texts.dispose();
    }
  }

  private searched(projectId: string): Searched {
    const known = this.known.get(projectId);
    if (known) return known;
    const texts = new ProjectTexts(this.storage, projectId);
    const made = { texts, retriever: this.makeRetriever(texts) };
    this.known.set(projectId, made);
    return made;
  }
}
