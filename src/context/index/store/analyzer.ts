import { identifierTerms } from '../../../domain/words';
import { GrowableInts } from './growable';
import { firstSeed, mixFirst, mixSecond, secondSeed, Vocabulary } from './vocabulary';

const maxWordLength = 80;
/** Longer words that begin with a digit are hashes and numbers, which say nothing. */
const maxNumberLength = 6;
/** Distinct words whose terms are remembered. */
const capacity = 300_000;

const sign = 1;
const letter = 2;
const hyphen = 45;
/** For each UTF-16 unit whether it is a `sign` or part of a word (`letter`); 0 if that is not known yet. */
const kinds = new Uint8Array(65_536);

const kindOf = (code: number): number => {
  // Halves of a surrogate pair are nearly always letters or emoji: keep them together.
  const isPart = (code & 0xf800) === 0xd800 || /[\p{L}\p{N}_$]/u.test(String.fromCharCode(code));
  return (kinds[code] = isPart ? letter : sign);
};

const isWordAt = (text: string, at: number, end: number): boolean =>
  at < end && (kinds[text.charCodeAt(at)] || kindOf(text.charCodeAt(at))) === letter;

/** Turns text into numbered terms and counts them. */
export class Analyzer {
  private words = new Vocabulary();
  private starts = new GrowableInts();
  private wordTerms = new GrowableInts();
  /** How often each term was counted since the last `drain`. */
  private readonly counts = new GrowableInts();
  private readonly seen = new GrowableInts();

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Counts the terms of a part of a text and returns how many there were. */
  count(text: string, start: number, end: number, weight = 1): number {
    let total = 0;
    for (let at = start; at < end; at++) {
      let code = text.charCodeAt(at);
      if ((kinds[code] || kindOf(code)) === sign) continue;
      const begin = at;
      let [first, second] = [firstSeed, secondSeed];
      for (;;) {
        first = mixFirst(first, code);
        second = mixSecond(second, code);
        if (++at >= end) break;
        code = text.charCodeAt(at);
        // A hyphen between two letters holds a word together: `rate-limit`.
        if ((kinds[code] || kindOf(code)) === sign && !(code === hyphen && isWordAt(text, at + 1, end))) break;
      }
      total += this.countWord(text, begin, at, first, second, weight);
    }
    return total;
  }

  /** Passes each counted term with its count to `take`, in no particular order, and resets the counts. */
  drain(take: (term: number, count: number) => void): void {
    const { seen, counts } = this;
    for (let at = 0; at < seen.length; at++) {
      const term = seen.at(at);
      take(term, counts.at(term));
      counts.set(term, 0);
    }
    seen.length = 0;
  }

  private countWord(text: string, begin: number, end: number, first: number, second: number, weight: number): number {
    let word = this.words.findHash(first, second);
    if (word < 0) {
      if (this.words.size >= capacity) this.forget();
      word = this.learn(text.slice(begin, end), first, second);
    }
    const { counts, seen, wordTerms } = this;
    const from = this.starts.at(word);
    const to = this.starts.at(word + 1);
    for (let at = from; at < to; at++) {
      const term = wordTerms.at(at);
      const before = counts.at(term);
      if (before === 0) seen.push(term);
      counts.set(term, before + weight);
    }
    return (to - from) * weight;
  }

  private learn(word: string, first: number, second: number): number {
    const id = this.words.addHash(first, second);
    if (id === 0) this.starts.push(0);
    const isNoise = word.length > maxWordLength || (word.length > maxNumberLength && /^\d/.test(word));
    for (const term of isNoise ? [] : identifierTerms(word)) this.wordTerms.push(this.vocabulary.add(term));
    this.starts.push(this.wordTerms.length);
    this.counts.extend(this.vocabulary.size);
    return id;
  }

  private forget(): void {
    this.words = new Vocabulary();
    this.starts = new GrowableInts();
    this.wordTerms = new GrowableInts();
  }
}
