import { createHash } from 'node:crypto';
import { encoderPackage } from './encoder-package.ts';
import { shapes } from './network/encoder-shapes.ts';
import { createTransformer, ROWS } from './network/transformer.ts';
import { createPieceTokenizer } from './pieces.ts';
import { findEncoderPackage, readTensors, readVocabulary } from './read-package.ts';

/**
 * A pretrained encoder of English sentences: texts that mean the same get vectors that point the same way, whatever
 * their words. It runs on the processor, in this thread: a bot that runs has it through `createEncoderClient`.
 */
export type Encoder = {
  /** Which vectors these are: equal ids mean equal vectors. For the keys of what is kept. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * A vector of length 1 for each text; all zeros for a text with nothing to read. What lies behind the 128th piece
   * (about 90 words) is not read, nor what lies behind `LONGEST_TEXT` characters.
   */
  encode(texts: readonly string[]): Float32Array[];
};

/** To be raised when the same weights make other vectors: another normalising of texts, another place of cutting. */
const REVISION = 1;

/** Far more characters than 128 pieces have: a bound for what a hostile text costs. */
export const LONGEST_TEXT = 8_192;

export const encoderId = idOf(REVISION);
export const encoderDimensions = shapes.dimensions;

/**
 * Reads the package and sets the network up: about 0.3 s, 30 MB outside the heap. Throws AppError `encoder.missing` or
 * `encoder.damaged`.
 */
export function loadEncoder(dir: string = findEncoderPackage()): Encoder {
  const tokenize = createPieceTokenizer(readVocabulary(dir));
  const transformer = createTransformer((take) => readTensors(dir, take));
  return {
    id: encoderId,
    dimensions: shapes.dimensions,
    encode(texts) {
      const vectors: Float32Array[] = texts.map(() => new Float32Array(0));
      let batch: { at: number; ids: number[] }[] = [];
      let pieces = 0;
      const flush = (): void => {
        const made = transformer.run(batch.map(({ ids }) => ids));
        made.forEach((vector, i) => {
          vectors[(batch[i] as { at: number }).at] = vector;
        });
        batch = [];
        pieces = 0;
      };
      texts.forEach((text, at) => {
        const ids = tokenize(text.slice(0, LONGEST_TEXT)).slice(0, shapes.longest);
        if (ids.length === 0) {
          vectors[at] = new Float32Array(shapes.dimensions);
          return;
        }
        if (pieces + ids.length > ROWS) flush();
        batch.push({ at, ids });
        pieces += ids.length;
      });
      if (batch.length > 0) flush();
      return vectors;
    },
  };
}

function idOf(revision: number): string {
  const { version, manifest, vocabulary, shards } = encoderPackage;
  const hashes = [manifest.sha256, vocabulary.sha256, ...shards.map(([, sha256]) => sha256)];
  const hash = createHash('sha256').update(hashes.join('\n')).digest('hex').slice(0, 8);
  return `use-lite-en@${version}/${hash}.${revision}`;
}
