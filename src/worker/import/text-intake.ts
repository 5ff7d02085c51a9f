/**
 * Takes a file chunk by chunk into one buffer: digest, encoding, and whether it is text at all. UTF-8 stays as it is, byte for
 * byte; UTF-16 (told by its byte order mark) becomes UTF-8. Whether single rows are valid UTF-8 is looked at with the rows.
 */
import type { FileRefusal } from '../../protocol/import-messages.ts';
import { knownBinaryKind } from './magic.ts';
import { brokenUtf16, emptyFile, FILE_BYTES_MAX, knownBinary, tooLargeFile, zeroByte } from './refusals.ts';
import { Sha256 } from './sha256.ts';

export interface FileText {
  name: string;
  sizeBytes: number;
  /** `sha256:` and the first 32 hex digits of the digest of the file's own bytes. */
  id: string;
  encoding: 'utf-8' | 'utf-16';
  bytes: Uint8Array;
  /** Where the text begins: after a byte order mark. */
  from: number;
}

/** Enough for every magic number and byte order mark. */
const HEAD_BYTES = 16;

export class TextIntake {
  private readonly name: string;
  private readonly digest = new Sha256();
  private bytes: Uint8Array;
  private filled = 0;
  private taken = 0;
  private head: Uint8Array | null = new Uint8Array(0);
  private utf16: TextDecoder | null = null;
  private readonly encoder = new TextEncoder();
  private from = 0;

  /** `expectedBytes`: the file's size, so that the buffer need not grow. */
  constructor(name: string, expectedBytes: number) {
    this.name = name;
    this.bytes = new Uint8Array(Math.min(Math.max(expectedBytes, HEAD_BYTES), FILE_BYTES_MAX));
  }

  push(chunk: Uint8Array): FileRefusal | null {
    this.taken += chunk.length;
    if (this.taken > FILE_BYTES_MAX) return tooLargeFile(this.name, this.taken);
    this.digest.update(chunk);
    if (this.head === null) return this.take(chunk);
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    return head.length < HEAD_BYTES ? null : this.begin();
  }

  finish(): FileText | FileRefusal {
    if (this.taken === 0) return emptyFile(this.name);
    const refusal = (this.head === null ? null : this.begin()) ?? (this.utf16 === null ? null : this.takeUtf16(null));
    if (refusal !== null) return refusal;
    if (this.filled === this.from) return emptyFile(this.name);
    return {
      name: this.name,
      sizeBytes: this.taken,
      id: `sha256:${this.digest.finish().slice(0, 32)}`,
      encoding: this.utf16 === null ? 'utf-8' : 'utf-16',
      bytes: this.trimmed(),
      from: this.from,
    };
  }

  private begin(): FileRefusal | null {
    const head = this.head!;
    this.head = null;
    const kind = knownBinaryKind(head);
    if (kind !== null) return knownBinary(this.name, kind.what, kind.advice);
    if (head[0] === 0xff && head[1] === 0xfe) this.utf16 = new TextDecoder('utf-16le', { fatal: true });
    else if (head[0] === 0xfe && head[1] === 0xff) this.utf16 = new TextDecoder('utf-16be', { fatal: true });
    else if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) this.from = 3;
    return this.take(head);
  }

  private take(chunk: Uint8Array): FileRefusal | null {
    if (this.utf16 !== null) return this.takeUtf16(chunk);
    const zero = chunk.indexOf(0);
    if (zero !== -1) return zeroByte(this.name, this.filled + zero);
    this.append(chunk);
    return null;
  }

  /** Null: the end of the file. */
  private takeUtf16(chunk: Uint8Array | null): FileRefusal | null {
    let text: string;
    try {
      text = chunk === null ? this.utf16!.decode() : this.utf16!.decode(chunk, { stream: true });
    } catch {
      return brokenUtf16(this.name);
    }
    if (text.includes('\0')) return zeroByte(this.name, this.filled + text.indexOf('\0'));
    this.append(this.encoder.encode(text));
    return null;
  }

  /** UTF-16 may leave room in the buffer, which would travel and be stored with it. */
  private trimmed(): Uint8Array {
    return this.utf16 === null ? this.bytes.subarray(0, this.filled) : this.bytes.slice(0, this.filled);
  }

  private append(chunk: Uint8Array): void {
    const needed = this.filled + chunk.length;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.filled));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.filled);
    this.filled = needed;
  }
}

export function isRefusal(value: object): value is FileRefusal {
  return 'sentence' in value;
}
