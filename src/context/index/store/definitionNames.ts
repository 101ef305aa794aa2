import { identifierTerms } from '../../../domain/words';
import type { IndexState } from './indexState';
import { Postings } from './postings';
import type { Vocabulary } from './vocabulary';

/** The definitions of all files, by name, and the names by their terms. */
export class DefinitionNames {
  /** The numbers of names by the terms that they contain. */
  readonly byTerm: Postings;
  private readonly ids = new Map<string, number>();

  constructor(
    private readonly state: IndexState,
    private readonly vocabulary: Vocabulary,
  ) {
    this.byTerm = new Postings(state.definitionPool, state.definitionLists);
    for (const [id, name] of state.names.entries()) this.ids.set(name, id);
  }

  add(name: string, file: number, line: number): void {
    const { definitions } = this.state;
    definitions.push(this.idOf(name));
    definitions.push(file);
    definitions.push(line);
  }

  private idOf(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const { state } = this;
    const id = state.names.push(name) - 1;
    this.ids.set(name, id);
    const terms = new Set(identifierTerms(name).map((term) => this.vocabulary.add(term)));
    for (const term of terms) this.byTerm.add(term, id, 1);
    state.nameSizes.push(terms.size);
    return id;
  }
}
