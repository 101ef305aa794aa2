/** A list of 32-bit integers that grows by half when it is full. */
export class GrowableInts {
  private values: Int32Array;
  length = 0;

  constructor(initial: Int32Array = new Int32Array(0)) {
    this.values = initial;
    this.length = initial.length;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** The value at an index; 0 beyond the end. */
  get(index: number): number {
    return index < this.length ? this.values[index]! : 0;
  }

  /** Adds to the value at an index, extending the list if needed. */
  increase(index: number, by: number): void {
    if (index >= this.length) this.extend(index + 1);
    this.values[index]! += by;
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Makes the list at least that long; new values are zero. */
  extend(length: number): void {
    this.reserve(length);
    this.length = Math.max(this.length, length);
  }

  /** The values so far, not copied. */
  view(): Int32Array {
    return this.values.subarray(0, this.length);
  }

  private reserve(length: number): void {
    if (length <= this.values.length) return;
    const grown = new Int32Array(Math.max(length, 64, this.values.length + (this.values.length >> 1)));
    grown.set(this.values);
    this.values = grown;
  }
}
