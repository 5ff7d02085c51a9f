/** A column that grows: one number a row, without an object a row. */
export class Uint32Column {
  private values = new Uint32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** Exactly the rows, in a buffer of their own. */
  toArray(): Uint32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }
}

export class Float64Column {
  private values = new Float64Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  toArray(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }
}
