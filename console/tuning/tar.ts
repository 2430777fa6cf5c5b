import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** Files as one gzipped tar archive (ustar), below a folder; without times, so that the same files give the same bytes. */
export function tarOf(folder: string, files: readonly { name: string; text: string }[]): Buffer {
  const parts = files.flatMap(({ name, text }) => {
    const body = Buffer.from(text);
    return [
      header(`${folder}/${name}`, body.length),
      body,
      Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK),
    ];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]));
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  block.write(name, 0, 100);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${octal(sum, 6)} `, 148);
  return block;
}
