import { identifierTerms, isStopWord } from '../../../domain/words';
import type { FileRole } from '../store/fileKind';
import { otherForms } from './shortForms';
import type { Vocabulary } from '../store/vocabulary';

/** A term of a request that the vocabulary knows: its number, its weight, and the words that it comes from. */
export interface RequestTerm {
  readonly id: number;
  readonly weight: number;
  readonly word: string;
}

/** What a request asks for: its terms, and how much each role of file counts. */
export interface SearchRequest {
  readonly terms: readonly RequestTerm[];
  /** Paths, or parts of paths, that the first line names. */
  readonly paths: readonly string[];
  readonly roles: Readonly<Record<FileRole, number>>;
}

/** The weight of later lines: the first says what is wanted, the rest explains. */
const laterLines = 0.5;
/** Two adjacent words may be one name. */
const joinedWeight = 0.6;
/** Words written like code are meant literally. */
const codeWeight = 1.5;
/** Code may use another form of the word: `config` for `configuration`. */
const formWeight = 0.3;
const maxTerms = 30;
const wordPattern = /[\p{L}\p{N}_$]+(?:-[\p{L}\p{N}_$]+)*/gu;
const pathPattern = /(?<![\w.-])[\w.-]+(?:\/[\w.-]*\w)+/g;
const codePattern = /[\p{Ll}\d]\p{Lu}|[_$]/u;

// Words that name parts of a program just as often (mock, spec, documents, a typo) are left out.
const aboutTests = /\b(tests?|testing|test-?cases?|fixtures?|test coverage|e2e|benchmarks?)\b/i;
const aboutDocs =
  /^document\b|\b(docs?|documented|documentation|readme|change-?logs?|guides?|tutorials?|examples?|(add|a|release) notes?|notes? (about|on)|readthedocs|contributing)\b/i;
const aboutChangelog = /\b(change-?logs?|release notes?|releases?)\b/i;
const aboutOther =
  /\b(config\w*|packages?|ci|depend\w*|workflows?|pipelines?|settings?|json|ya?ml|toml|lint\w*|eslint|prettier|pre-?commit|semgrep|codecov|circleci|travis|gitlab|jenkins|dependabot|renovate|readthedocs|docker\w*|makefile|gradle|maven|webpack|migrations?|locales?|translations?)\b/i;

/** Parses a request in plain words; its terms are sorted by weight, and only the heaviest are kept. */
export const readRequest = (request: string, vocabulary: Vocabulary): SearchRequest => {
  const terms = new Map<number, RequestTerm>();
  const lines = request.trim().split('\n');
  for (const [index, line] of lines.entries()) readLine(line, index === 0 ? 1 : laterLines, vocabulary, terms);
  const first = lines[0]!;
  return {
    terms: [...terms.values()].sort((a, b) => b.weight - a.weight).slice(0, maxTerms),
    paths: first.match(pathPattern) ?? [],
    roles: {
      source: 1,
      test: aboutTests.test(first) ? 1.3 : 0.4,
      docs: aboutDocs.test(first) ? 1.3 : 0.25,
      changelog: aboutChangelog.test(first) ? 1.2 : 0.15,
      other: aboutOther.test(first) ? 1 : 0.4,
    },
  };
};

const readLine = (line: string, weight: number, vocabulary: Vocabulary, terms: Map<number, RequestTerm>): void => {
  const note = (term: string, weight: number, word: string): void => {
    const id = vocabulary.find(term);
    if (id >= 0 && (terms.get(id)?.weight ?? 0) < weight) terms.set(id, { id, weight, word });
  };
  let last = { word: '', stem: '' };
  for (const [word] of line.matchAll(wordPattern)) {
    if (isStopWord(word.toLowerCase())) continue;
    const found = identifierTerms(word);
    for (const term of found) {
      note(term, codePattern.test(word) ? weight * codeWeight : weight, word);
      for (const form of otherForms(term)) note(form, weight * formWeight, word);
    }
    const stem = found[0] ?? '';
    if (last.stem !== '' && stem !== '') note(last.stem + stem, weight * joinedWeight, `${last.word} ${word}`);
    last = { word, stem };
  }
};
