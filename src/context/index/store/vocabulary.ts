import { GrowableInts } from './growable';

/** Numbers texts: each distinct one gets the next number. Texts are identified by a 64-bit hash and not kept. */
export class Vocabulary {
  private slots: Int32Array;

  /** The two halves of each number's hash. */
  constructor(
    readonly first = new GrowableInts(),
    readonly second = new GrowableInts(),
  ) {
    this.slots = new Int32Array(1024);
    this.rehash();
  }

  get size(): number {
    return this.first.length;
  }

  /** The text's number; a new one if it has none yet. */
  add(text: string): number {
    const [first, second] = hashOf(text);
    return this.addHash(first, second);
  }

  /** The text's number; -1 for one that was never added. */
  find(text: string): number {
    const [first, second] = hashOf(text);
    return this.slots[this.slotOf(first, second)]! - 1;
  }

  /** The number of a hash; -1 for an unknown one. */
  findHash(first: number, second: number): number {
    return this.slots[this.slotOf(first, second)]! - 1;
  }

  addHash(first: number, second: number): number {
    const slot = this.slotOf(first, second);
    if (this.slots[slot] !== 0) return this.slots[slot]! - 1;
    this.first.push(first);
    this.second.push(second);
    this.slots[slot] = this.size;
    if (this.size * 2 > this.slots.length) this.rehash();
    return this.size - 1;
  }

  private slotOf(first: number, second: number): number {
    const mask = this.slots.length - 1;
    let slot = (first ^ (second >>> 7)) & mask;
    for (;;) {
      const id = this.slots[slot]! - 1;
      if (id < 0 || (this.first.at(id) === first && this.second.at(id) === second)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private rehash(): void {
    let length = this.slots.length;
    while (length < this.size * 4) length *= 2;
    this.slots = new Int32Array(length);
    for (let id = 0; id < this.size; id++) this.slots[this.slotOf(this.first.at(id), this.second.at(id))] = id + 1;
  }
}

/** The initial values of the two halves of a hash. */
export const [firstSeed, secondSeed] = [0x811c9dc5 | 0, 0x2f0b4c47];

/** The first half of a hash with one more UTF-16 unit. */
export const mixFirst = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The second half of a hash with one more UTF-16 unit, independent of the first. */
export const mixSecond = (hash: number, code: number): number => Math.imul(hash + code, 0x5bd1e995) ^ (hash >>> 15);

const hashOf = (text: string): [number, number] => {
  let [first, second] = [firstSeed, secondSeed];
  for (let at = 0; at < text.length; at++) {
    first = mixFirst(first, text.charCodeAt(at));
    second = mixSecond(second, text.charCodeAt(at));
  }
  return [first, second];
};
