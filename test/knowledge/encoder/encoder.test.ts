import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import { encoderPackage } from '../../../knowledge/encoder/encoder-package.ts';
import { createPieceTokenizer } from '../../../knowledge/encoder/pieces.ts';
import { findEncoderPackage, readVocabulary } from '../../../knowledge/encoder/read-package.ts';

const json = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${file}.json`), 'utf8'));
const texts = json('sentences') as string[];
/** Made by TensorFlow.js: see `make-reference.ts`. */
const reference = (json('reference') as { ids: string; first: string }[]).map(({ ids, first }) => {
  const bytes = Buffer.from(first, 'base64');
  const numbers = new Int16Array(new Uint8Array(bytes).buffer);
  return { ids, first: Float32Array.from(numbers, (number) => number / 32_767) };
});

const encoder = loadEncoder();

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, n, i) => sum + n * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
const one = (text: string): Float32Array => encoder.encode([text])[0] as Float32Array;

describe('the vectors', () => {
  it('are those that TensorFlow.js makes of the same weights', () => {
    const worst = encoder.encode(texts).map((vector, i) => {
      const { first } = reference[i] as (typeof reference)[number];
      return 1 - cosine(vector.subarray(0, first.length), first);
    });
    expect(worst).toHaveLength(42);
    expect(Math.max(...worst)).toBeLessThan(1e-4);
  });

  it('have length 1 and the dimensions that the encoder names', () => {
    for (const vector of encoder.encode(texts)) {
      expect(vector).toHaveLength(encoder.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('do not depend on what else is encoded with them', () => {
    // More pieces than go through the network at once, in an order that cuts batches anywhere.
    const alone = texts.map(one);
    const order = [...texts.keys(), ...[...texts.keys()].reverse()];
    encoder.encode(order.map((at) => texts[at] as string)).forEach((vector, i) => {
      expect(cosine(vector, alone[order[i] as number] as Float32Array)).toBeGreaterThan(0.99999);
    });
  });

  it('put what means the same nearer than what shares words', () => {
    const [signIn, logIn, paint] = [
      'I cannot sign in to my account',
      "I can't log in",
      'I cannot paint my account',
    ];
    expect(cosine(one(signIn), one(logIn))).toBeGreaterThan(cosine(one(signIn), one(paint)));
  });

  it('are zeros for a text with nothing to read, and no text gives none', () => {
    expect(one(' \n ').every((number) => number === 0)).toBe(true);
    expect(encoder.encode(['', 'a', ''])[1]).toEqual(one('a'));
    expect(encoder.encode([])).toEqual([]);
  });

  it('see the first 128 pieces of a text', () => {
    const long = 'word '.repeat(128);
    expect(one(`${long} and another end`)).toEqual(one(`${long} something else`));
    expect(one(`${'word '.repeat(120)} end`)).not.toEqual(one('word '.repeat(120)));
  });
});

describe('the pieces', () => {
  const tokenize = createPieceTokenizer(readVocabulary(findEncoderPackage()));

  it('are those of the network’s own tokenizer', () => {
    expect(texts.map((text) => tokenize(text).join(' '))).toEqual(reference.map(({ ids }) => ids));
  });

  it('do not depend on white space around and between words, nor on compatibility characters', () => {
    expect(tokenize('  ﬁle\n\tflow ')).toEqual(tokenize('file flow'));
  });

  it('make one unknown of several unknown characters', () => {
    expect(tokenize('ab東京大cd').filter((id) => id === 0)).toHaveLength(1);
  });
});

describe('the package', () => {
  const root = mkdtempSync(join(tmpdir(), 'docent-encoder-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The package with one file that differs. */
  function packageWith(file: string, change: (path: string) => void): string {
    const dir = mkdtempSync(join(root, 'package-'));
    mkdirSync(join(dir, 'dist'));
    const { manifest, vocabulary, shards } = encoderPackage;
    for (const name of [manifest.file, vocabulary.file, ...shards.map(([shard]) => shard)]) {
      if (name !== file) symlinkSync(join(findEncoderPackage(), name), join(dir, name));
    }
    change(join(dir, file));
    return dir;
  }
  const shard = encoderPackage.shards[3][0];

  it('is refused with a hint when a byte of the weights differs', () => {
    const dir = packageWith(shard, (path) => {
      copyFileSync(join(findEncoderPackage(), shard), path);
      const bytes = readFileSync(path);
      bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    });
    expect(() => loadEncoder(dir)).toThrow(
      expect.objectContaining({ code: 'encoder.damaged', hint: expect.stringContaining('npm install') }),
    );
  });

  it('is missed with a hint when a file of it, or all of it, is not there', () => {
    const missing = expect.objectContaining({
      code: 'encoder.missing',
      hint: expect.stringContaining('npm install'),
    });
    expect(() => loadEncoder(packageWith(shard, () => {}))).toThrow(missing);
    expect(() => findEncoderPackage(join(root, 'nowhere.js'))).toThrow(missing);
  });

  it('is named in the id together with a hash of its bytes', () => {
    expect(encoder.id).toMatch(/^use-lite-en@0\.2\.0\/[0-9a-f]{8}\.\d+$/);
  });
});
