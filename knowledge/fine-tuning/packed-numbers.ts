/** Numbers in a byte each, in base64: every run of `RUN` in 127ths of its largest one. */
export type PackedNumbers = { scales: number[]; bytes: string };

const RUN = 512;

export function packNumbers(numbers: Float32Array): PackedNumbers {
  const bytes = new Int8Array(numbers.length);
  const scales: number[] = [];
  for (let from = 0; from < numbers.length; from += RUN) {
    const run = numbers.subarray(from, from + RUN);
    const scale = run.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales.push(Number(scale.toPrecision(6)));
    run.forEach((value, at) => {
      bytes[from + at] = scale === 0 ? 0 : Math.round((value / scale) * 127);
    });
  }
  return { scales, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

export function unpackNumbers({ scales, bytes }: PackedNumbers): Float32Array {
  const packed = Buffer.from(bytes, 'base64');
  return Float32Array.from(
    { length: packed.length },
    (_, at) => (packed.readInt8(at) / 127) * (scales[Math.floor(at / RUN)] ?? 0),
  );
}
