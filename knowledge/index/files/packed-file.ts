import { AppError } from '../../../core/errors.ts';

/** Typed arrays by name, and small facts as JSON: what a packed file holds. */
export type Packed = { meta: Record<string, unknown>; sections: Map<string, Section> };
export type Section =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

export const SECTION_TYPES = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypeName = keyof typeof SECTION_TYPES;
/** Where a section lies behind the header, in bytes, and its number of elements. */
export type Entry = { name: string; type: TypeName; at: number; length: number };

/** Every section starts on a multiple of this, so that a view can be laid on the bytes as they are read. */
const ALIGNMENT = 8;

/** The file's bytes in pieces, to be written one after the other: a header, then the sections. */
export function packSections({ meta, sections }: Packed): Uint8Array[] {
  const entries: Entry[] = [];
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const [name, array] of sections) {
    entries.push({ name, type: typeOf(array), at, length: array.length });
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const padding = (ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT;
    pieces.push(bytes, new Uint8Array(padding));
    at += bytes.length + padding;
  }
  const json = Buffer.from(JSON.stringify({ meta, entries }), 'utf8');
  const length = Math.ceil((json.length + 4) / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(length, 0x20);
  header.writeUInt32LE(length - 4, 0);
  json.copy(header, 4);
  return [header, ...pieces];
}

/**
 * Views on the bytes of `packSections`; nothing is copied if the buffer starts 8-aligned.
 * Throws AppError `index.damaged`: check the hash first, then this is a bug or another version's file.
 */
export function unpackSections(bytes: Uint8Array): Packed {
  try {
    const file = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const length = view.getUint32(0, true);
    const header = headerOf(file.subarray(4, 4 + length));
    const start = file.byteOffset + 4 + length;
    const sections = new Map<string, Section>();
    for (const { name, type, at, length: elements } of header.entries) {
      const end = at + elements * SECTION_TYPES[type].BYTES_PER_ELEMENT;
      if (4 + length + end > file.byteLength) throw new RangeError(`section ${name} is cut off`);
      sections.set(name, new SECTION_TYPES[type](file.buffer as ArrayBuffer, start + at, elements));
    }
    return { meta: header.meta, sections };
  } catch (cause) {
    throw new AppError(
      'index.damaged',
      'an index file cannot be read',
      'The index is rebuilt from the store.',
      cause,
    );
  }
}

/** What the header says; the four bytes before it hold its length. */
export function headerOf(bytes: Uint8Array): { meta: Record<string, unknown>; entries: Entry[] } {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** A section that must be there and of that type. */
export function sectionOf<T extends Section>(
  packed: Packed,
  name: string,
  type: new (length: number) => T,
): T {
  const section = packed.sections.get(name);
  if (section instanceof type) return section;
  throw new AppError(
    'index.damaged',
    `index section ${name} is missing`,
    'The index is rebuilt from the store.',
  );
}

function typeOf(array: Section): TypeName {
  const found = (Object.keys(SECTION_TYPES) as TypeName[]).find(
    (name) => array instanceof SECTION_TYPES[name],
  );
  if (found === undefined) throw new TypeError('no section type for this array');
  return found;
}
