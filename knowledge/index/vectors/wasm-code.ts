/** The few parts of WebAssembly that the number loops here need, and its types: Node's leave them to the DOM library. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
  Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
};
export type WasmMemory = { buffer: ArrayBuffer; grow(pages: number): number };

/** Instructions by their WebAssembly names; `simd` ones have a two- or three-byte form. */
export const op = {
  get: (local: number): number[] => [0x20, local],
  set: (local: number): number[] => [0x21, local],
  constant: (value: number): number[] => [0x41, ...signed(value)],
  add: [0x6a],
  subtract: [0x6b],
  loop: [0x03, 0x40],
  end: [0x0b],
  branchIf: (depth: number): number[] => [0x0d, depth],
  load128: (offset: number): number[] => [0xfd, 0x00, 0x02, ...unsigned(offset)],
  store128: (offset: number): number[] => [0xfd, 0x0b, 0x02, ...unsigned(offset)],
  /** A float of memory in all four lanes. */
  splatFloat: (offset: number): number[] => [0xfd, 0x09, 0x02, ...unsigned(offset)],
  loadInteger: (offset: number): number[] => [0x28, 0x02, ...unsigned(offset)],
  storeFloat: (offset: number): number[] => [0x38, 0x02, ...unsigned(offset)],
  zero128: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
  floatLane: (lane: number): number[] => [0xfd, 0x1f, lane],
  lessThan: [0x49],
  addFloat: [0x92],
  addFloats: [0xfd, 0xe4, 0x01],
  subtractFloats: [0xfd, 0xe5, 0x01],
  multiplyFloats: [0xfd, 0xe6, 0x01],
  divideFloats: [0xfd, 0xe7, 0x01],
  rootFloats: [0xfd, 0xe3, 0x01],
  maxFloats: [0xfd, 0xe9, 0x01],
  /** Eight 16-bit products, each two neighbours added: four 32-bit integers. */
  dotPairs: [0xfd, 0xba, 0x01],
  addIntegers: [0xfd, 0xae, 0x01],
  integersToFloats: [0xfd, 0xfa, 0x01],
} as const;

const [I32, V128] = [0x7f, 0x7b] as const;

/** Room for numbers outside the JavaScript heap. */
export function wasmMemory(bytes: number): WasmMemory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536), maximum: 65_536 });
}

/** The same memory, zero and with room for so much: for one use after the other. Views of it before are no longer valid. */
export function reused(memory: WasmMemory, bytes: number): WasmMemory {
  new Uint8Array(memory.buffer).fill(0);
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / 65_536);
  if (missing > 0) memory.grow(missing);
  return memory;
}

/**
 * A function of `parameters` 32-bit integers over `memory`, with `vectors` SIMD locals behind them. Parameters that a
 * call leaves out are 0: that is how it gets integer locals.
 */
export function wasmFunction(
  memory: WasmMemory,
  { parameters, vectors, body }: { parameters: number; vectors: number; body: number[] },
): (...integers: number[]) => void {
  const section = (id: number, content: number[]): number[] => [id, ...unsigned(content.length), ...content];
  const code = [1, vectors, V128, ...body, ...op.end];
  const bytes = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(I32), 0]),
    // Import of memory "m" "m" with at least one and at most 65,536 pages.
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 0x02, 0x01, 1, 0x80, 0x80, 0x04]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x6b, 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } });
  return exports['k'] as (...integers: number[]) => void;
}

/** LEB128, unsigned. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** LEB128 of a number that is not negative, signed: bit 6 of the last byte must be clear. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x3f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}
