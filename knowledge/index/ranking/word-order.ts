/**
 * The base terms of passages in reading order, packed: what phrases, nearness and sentences are seen by without the
 * text. A passage is title, FIELD_BREAK, headings, FIELD_BREAK, body; each number is a LEB128 varint, terms shifted by
 * `FIRST_TERM`. Terms are numbered as they first come, so frequent ones are short: about 1.7 bytes a word.
 */
export const SENTENCE_BREAK = 0;
export const FIELD_BREAK = 1;
export const FIRST_TERM = 2;

/** Collects the word orders of a segment's passages. */
export type WordOrderLog = {
  /** Takes the codes of a field of the passage at hand; a code below 0 is a sentence break. */
  field(codes: Int32Array, filled: number): void;
  /** Ends a field. */
  endField(): void;
  /** Ends the passage. */
  endPassage(): void;
  pack(): { words: Uint8Array; wordStarts: Uint32Array };
};

export function createWordOrderLog(): WordOrderLog {
  let bytes = new Uint8Array(1 << 12);
  let size = 0;
  let starts: number[] = [0];

  const write = (value: number): void => {
    if (size + 5 > bytes.length) {
      const next = new Uint8Array(bytes.length * 2);
      next.set(bytes);
      bytes = next;
    }
    let rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[size++] = rest;
  };

  return {
    field(codes, filled) {
      let open = false;
      for (let i = 0; i < filled; i++) {
        const code = codes[i] as number;
        if (code < 0) {
          if (open) write(SENTENCE_BREAK);
          open = false;
        } else if ((code & 1) === 0) {
          write((code >>> 1) + FIRST_TERM);
          open = true;
        }
      }
    },
    endField: () => write(FIELD_BREAK),
    endPassage: () => {
      starts.push(size);
    },
    pack() {
      const packed = { words: bytes.slice(0, size), wordStarts: Uint32Array.from(starts) };
      size = 0;
      starts = [0];
      return packed;
    },
  };
}

/** Unpacks a passage into `into`, as numbers of the packed form; returns how many, at most what fits. */
export function readWordOrder(words: Uint8Array, start: number, end: number, into: Int32Array): number {
  let count = 0;
  let at = start;
  while (at < end && count < into.length) {
    let byte = words[at++] as number;
    let value = byte & 0x7f;
    let shift = 7;
    while (byte > 0x7f) {
      byte = words[at++] as number;
      value |= (byte & 0x7f) << shift;
      shift += 7;
    }
    into[count++] = value;
  }
  return count;
}
