import { splitWords } from '../../../domain/words';
import type { FileIndex } from '../store/fileIndex';
import { roleOrder } from '../store/fileKind';

/** Where a symbol is defined; lines count from 1. */
export interface SymbolPlace {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

const maxSymbols = 30;

/** Definitions of exactly a name (case ignored), else of names that begin with it or contain all its words; best matches first. */
export const findSymbols = (index: FileIndex, symbol: string): SymbolPlace[] => {
  const wanted = (symbol.split(/[.#:]+/).findLast((part) => part !== '') ?? '').replace(/\(.*$/, '');
  if (wanted === '') return [];
  const lower = wanted.toLowerCase();
  const words = splitWords(wanted);
  const fits = index.state.names.map((name) => fitOf(name, wanted, lower, words));
  const { definitions, names } = index.state;
  const hits: { place: SymbolPlace; order: number }[] = [];
  for (let at = 0; at < definitions.length; at += 3) {
    const fit = fits[definitions.at(at)] ?? null;
    const file = definitions.at(at + 1);
    const path = index.pathOf(file);
    if (fit === null || path === null) continue;
    const place = { name: names[definitions.at(at)]!, path, line: definitions.at(at + 2) };
    hits.push({ place, order: fit * 10 + roleOrder[index.roleOf(file)] });
  }
  const exact = hits.filter(({ order }) => order < 20);
  return (exact.length > 0 ? exact : hits)
    .sort((a, b) => a.order - b.order || a.place.name.length - b.place.name.length || compare(a.place, b.place))
    .slice(0, maxSymbols)
    .map(({ place }) => place);
};

const compare = (a: SymbolPlace, b: SymbolPlace): number =>
  a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1;

/** How well a definition's name fits: 0 same, 1 same but for case, 2 begins with it, 3 contains its words; null if not at all. */
const fitOf = (name: string, wanted: string, lower: string, words: readonly string[]): number | null => {
  if (name === wanted) return 0;
  const own = name.toLowerCase();
  if (own === lower) return 1;
  if (own.startsWith(lower) && lower.length > 2) return 2;
  if (!words.every((word) => own.includes(word))) return null;
  const parts = new Set(splitWords(name));
  return words.every((word) => parts.has(word)) ? 3 : null;
};
