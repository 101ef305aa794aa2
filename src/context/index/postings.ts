/** Most occurrences of a term in one unit that are told apart. */
export const maxCount = 63;

/** For each term the numbered units (windows, files) that hold it, with how often; units are added in rising order. */
export class Postings {
  private readonly ids = new Map<string, number>();
  private readonly lists: Uint32Array[] = [];
  private readonly lengths: number[] = [];

  /** Records one unit with its terms and their counts. */
  add(unit: number, counts: ReadonlyMap<string, number>): void {
    for (const [term, count] of counts) this.append(this.idOf(term), unit * (maxCount + 1) + Math.min(count, maxCount));
  }

  /** Number of units that hold the term, deleted ones included. */
  size(term: string): number {
    return this.lengths[this.ids.get(term) ?? -1] ?? 0;
  }

  /** Calls back with every unit that holds the term, in rising order. */
  each(term: string, take: (unit: number, count: number) => void): void {
    const id = this.ids.get(term);
    if (id === undefined) return;
    const list = this.lists[id]!;
    for (let at = 0; at < this.lengths[id]!; at++) take(list[at]! >>> 6, list[at]! & maxCount);
  }

  private idOf(term: string): number {
    const known = this.ids.get(term);
    if (known !== undefined) return known;
    this.ids.set(term, this.lists.length);
    this.lengths.push(0);
    return this.lists.push(new Uint32Array(2)) - 1;
  }

  private append(id: number, entry: number): void {
    const length = this.lengths[id]!;
    let list = this.lists[id]!;
    if (length === list.length) {
      const grown = new Uint32Array(length * 2);
      grown.set(list);
      this.lists[id] = list = grown;
    }
    list[length] = entry;
    this.lengths[id] = length + 1;
  }
}
