/**
 * Cuts text into rows by bytes, without decoding: `next()` moves to the next row that is not blank. In CSV a quoted field may
 * hold line breaks. A row whose quotes are broken is its first line only, so that one bad quote does not swallow what follows.
 */
export interface RowDialect {
  /** Line feed (also after a carriage return), or carriage return alone. */
  lineBreak: 10 | 13;
  /** CSV: the byte between fields. Null: quotes mean nothing. */
  delimiter: number | null;
}

/** Largest record that a stream takes by default: 1 MiB of data and partition key. */
export const ROW_BYTES_MAX = 1_048_576;
/** So many quotes may be searched over many lines in vain; later ones must close on their own line. */
const VAIN_SEARCHES_MAX = 64;

const QUOTE = 34;
const SPACE = 32;
const TAB = 9;
const CARRIAGE_RETURN = 13;

export class RowSplitter {
  /** The row is bytes[start … end), without its line break. */
  start = 0;
  end = 0;
  /** 1-based. */
  line = 0;
  problem: null | 'quotes' | 'too-large' = null;

  private readonly bytes: Uint8Array;
  private readonly lineBreak: number;
  private readonly delimiter: number | null;
  private at: number;
  private nextLine = 1;
  private nextQuote = -1;
  private searchedTo = 0;
  private vainSearches = 0;

  constructor(bytes: Uint8Array, from: number, dialect: RowDialect) {
    this.bytes = bytes;
    this.at = from;
    this.lineBreak = dialect.lineBreak;
    this.delimiter = dialect.delimiter;
  }

  next(): boolean {
    while (this.at < this.bytes.length) {
      this.start = this.at;
      this.line = this.nextLine;
      this.problem = null;
      const lineEnd = this.lineEndFrom(this.start);
      const rowEnd = this.hasQuoteBefore(lineEnd) ? this.quotedRowEnd(lineEnd) : lineEnd;
      this.nextLine++;
      if (rowEnd > lineEnd) this.countInnerLines(lineEnd, rowEnd);
      this.finishRow(rowEnd);
      if (!this.isBlank()) return true;
    }
    return false;
  }

  private lineEndFrom(at: number): number {
    const found = this.bytes.indexOf(this.lineBreak, at);
    return found === -1 ? this.bytes.length : found;
  }

  private hasQuoteBefore(lineEnd: number): boolean {
    if (this.delimiter === null) return false;
    if (this.nextQuote < this.start) {
      const found = this.bytes.indexOf(QUOTE, this.start);
      this.nextQuote = found === -1 ? this.bytes.length : found;
    }
    return this.nextQuote < lineEnd;
  }

  /** End of the row that begins at `start`, quotes heeded; falls back to the first line where they are broken. */
  private quotedRowEnd(lineEnd: number): number {
    const bytes = this.bytes;
    const limit = this.vainSearches > VAIN_SEARCHES_MAX ? lineEnd : Math.min(bytes.length, this.start + ROW_BYTES_MAX + 1);
    let at = this.start;
    let fieldStart = true;
    while (at < bytes.length && bytes[at] !== this.lineBreak) {
      if (fieldStart && bytes[at] === QUOTE) {
        at = this.closedFieldEnd(at, limit);
        if (at === -1) return this.breakOff(lineEnd);
        fieldStart = false;
      } else {
        fieldStart = bytes[at] === this.delimiter;
        at++;
      }
    }
    return at;
  }

  /** Position after the quoted field that opens at `open`: a delimiter, a line break or the end; −1 where there is no such. */
  private closedFieldEnd(open: number, limit: number): number {
    const bytes = this.bytes;
    let at = open + 1;
    for (;;) {
      const quote = bytes.indexOf(QUOTE, at);
      this.searchedTo = quote === -1 ? limit : quote;
      if (quote === -1 || quote >= limit) return -1;
      at = quote + 1;
      if (bytes[at] === QUOTE) {
        at++;
        continue;
      }
      while (bytes[at] === SPACE && this.delimiter !== SPACE) at++;
      const ends = at >= bytes.length || bytes[at] === this.delimiter || bytes[at] === this.lineBreak;
      if (ends || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === this.lineBreak)) return at;
      return -1;
    }
  }

  private breakOff(lineEnd: number): number {
    if (this.searchedTo > lineEnd) this.vainSearches++;
    this.problem = 'quotes';
    return lineEnd;
  }

  private countInnerLines(firstBreak: number, rowEnd: number): void {
    for (let at = firstBreak; at !== -1 && at < rowEnd; at = this.bytes.indexOf(this.lineBreak, at + 1)) this.nextLine++;
  }

  private finishRow(rowEnd: number): void {
    const bytes = this.bytes;
    this.at = rowEnd + 1;
    this.end = rowEnd > this.start && this.lineBreak !== CARRIAGE_RETURN && bytes[rowEnd - 1] === CARRIAGE_RETURN ? rowEnd - 1 : rowEnd;
    if (this.end - this.start > ROW_BYTES_MAX) this.problem ??= 'too-large';
  }

  private isBlank(): boolean {
    for (let i = this.start; i < this.end; i++) {
      const byte = this.bytes[i];
      if (byte !== SPACE && (byte !== TAB || this.delimiter === TAB)) return false;
    }
    return true;
  }
}

/** Files of old Macs break lines with carriage returns only. */
export function findLineBreak(bytes: Uint8Array, from: number): 10 | 13 {
  const head = bytes.subarray(from, from + ROW_BYTES_MAX);
  return !head.includes(10) && head.includes(CARRIAGE_RETURN) ? 13 : 10;
}
