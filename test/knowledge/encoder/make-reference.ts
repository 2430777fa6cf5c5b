/**
 * Writes `reference.json`: what TensorFlow.js, which is no dependency of Docent, makes of `sentences.json` with the
 * weights of the package.
 *
 *     mkdir /tmp/tfjs && npm install --prefix /tmp/tfjs @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 \
 *       @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow-models/universal-sentence-encoder@1.3.3
 *     node test/knowledge/encoder/make-reference.ts /tmp/tfjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { encoderPackage } from '../../../knowledge/encoder/encoder-package.ts';
import { findEncoderPackage } from '../../../knowledge/encoder/read-package.ts';

/** Numbers of a vector that are kept, of 512: enough to see that all agree. */
const KEPT = 64;

type Tensor = { dataSync(): Float32Array };
type Graph = { executeAsync(inputs: object): Promise<Tensor> };
type Manifest = { modelTopology: object; weightsManifest: { weights: object[] }[] };

const load = createRequire(join(resolve(process.argv[2] ?? '.'), 'package.json'));
const tf = load('@tensorflow/tfjs-core') as {
  setBackend(name: string): Promise<boolean>;
  tensor1d(values: number[], type: string): Tensor;
  tensor2d(values: number[], shape: number[], type: string): Tensor;
};
load('@tensorflow/tfjs-backend-cpu');
const { loadGraphModel } = load('@tensorflow/tfjs-converter') as {
  loadGraphModel(source: { load(): Promise<object> }): Promise<Graph>;
};
const { Tokenizer } = load('@tensorflow-models/universal-sentence-encoder/dist/tokenizer/index.js') as {
  Tokenizer: new (vocabulary: object) => { encode(text: string): number[] };
};

const dir = findEncoderPackage();
const json = (file: string): unknown => JSON.parse(readFileSync(join(dir, file), 'utf8'));
const { modelTopology, weightsManifest } = json(encoderPackage.manifest.file) as Manifest;
const bytes = Buffer.concat(encoderPackage.shards.map(([file]) => readFileSync(join(dir, file))));
const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);

await tf.setBackend('cpu');
const graph = await loadGraphModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
const tokenizer = new Tokenizer(json(encoderPackage.vocabulary.file) as object);

const texts = JSON.parse(readFileSync(new URL('./sentences.json', import.meta.url), 'utf8')) as string[];
const rows: string[] = [];
for (const text of texts) {
  const ids = tokenizer.encode(text.replace(/\s+/gu, ' ').trim());
  const indices = tf.tensor2d(
    ids.flatMap((_, at) => [0, at]),
    [ids.length, 2],
    'int32',
  );
  const output = await graph.executeAsync({ indices, values: tf.tensor1d(ids, 'int32') });
  const first = Int16Array.from(output.dataSync().subarray(0, KEPT), (number) => Math.round(number * 32_767));
  rows.push(JSON.stringify({ ids: ids.join(' '), first: Buffer.from(first.buffer).toString('base64') }));
}
writeFileSync(new URL('./reference.json', import.meta.url), `[\n${rows.join(',\n')}\n]\n`);
