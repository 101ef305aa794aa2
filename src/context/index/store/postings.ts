import { GrowableInts } from './growable';

/** Occurrences of a term in one unit are counted up to this number. */
export const maxCount = 63;
const maxSlice = 128;

/** For each term the numbered units (chunks, files, names, commits) that contain it, and how often; units are added in ascending order. */
export class Postings {
  /** What `read` found: units and their counts, valid until it is called again. */
  units = new Int32Array(64);
  counts = new Int32Array(64);

  /**
   * Lists lie in slices of one pool, each twice as long as all before it (up to `largestSlice`) and followed by the place
   * of the next. Per term: its first slice (from 1), the place of the next entry, the end of the last slice, its length.
   */
  constructor(
    private readonly pool = new GrowableInts(),
    private readonly terms = new GrowableInts(),
  ) {}

  /** Records that a unit contains a term. */
  add(term: number, unit: number, count: number): void {
    const at = term * 4;
    if (at >= this.terms.length) this.terms.extend(at + 4);
    const { terms, pool } = this;
    const size = terms.at(at + 3);
    if (terms.at(at + 1) === terms.at(at + 2)) {
      const length = size === 0 ? 1 : Math.min(maxSlice, size * 2);
      const start = pool.length;
      pool.extend(start + length + 1);
      if (size === 0) terms.set(at, start + 1);
      else pool.set(terms.at(at + 2), start);
      terms.set(at + 1, start);
      terms.set(at + 2, start + length);
    }
    pool.set(terms.at(at + 1), (unit << 6) | Math.min(count, maxCount));
    terms.set(at + 1, terms.at(at + 1) + 1);
    terms.set(at + 3, size + 1);
  }

  /** True if a unit contains a term. */
  has(term: number, unit: number): boolean {
    const size = this.read(term);
    return this.units.subarray(0, size).includes(unit);
  }

  /** Reads a term's list into `units` and `counts` and returns its length. */
  read(term: number): number {
    const at = term * 4;
    if (term < 0 || at >= this.terms.length) return 0;
    const size = this.terms.at(at + 3);
    if (size > this.units.length) {
      this.units = new Int32Array(size * 2);
      this.counts = new Int32Array(size * 2);
    }
    const { units, counts } = this;
    const pool = this.pool.view();
    let place = this.terms.at(at) - 1;
    for (let done = 0, length = 1; done < size;) {
      const end = Math.min(size, done + length);
      for (; done < end; done++, place++) {
        const entry = pool[place]!;
        units[done] = entry >>> 6;
        counts[done] = entry & maxCount;
      }
      if (done < size) place = pool[place]!;
      length = Math.min(maxSlice, done * 2);
    }
    return size;
  }
}
