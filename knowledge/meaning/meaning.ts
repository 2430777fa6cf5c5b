import { createBoundedCache } from '../../core/caching/models/bounded-cache.ts';
import { messageOf } from '../../core/errors.ts';
import type { Store } from '../../core/store/schema.ts';
import { languageOfQuestion } from '../../core/text/languages/language-to-search.ts';
import type { EncoderClient } from '../encoder/encoder-client.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import { packUnits, unitsOf } from '../index/meaning/units.ts';
import { languagesOfPassages } from '../index/words/passage-language.ts';
import { passagesToIndex } from '../search/follow-store.ts';
import type { LiveIndex } from '../search/live-index.ts';
import { countEncoded, type Encoded, encodedAmong, keepUnits, unencoded } from './unit-vector-rows.ts';

/** Comparing by meaning: a pretrained encoder over the sentences of passages, and over questions. English only. */
export type Meaning = {
  /** Vector of a question; undefined where it is off, the language is another, or the encoder fails: words must do then. */
  ofQuestion(text: string): Promise<Float32Array | undefined>;
  /** Vectors of several questions, with the id of the encoder; undefined as above, for one is for all. */
  ofQuestions(
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ model: string; vectors: Float32Array[] } | undefined>;
  /**
   * Encodes what has no vectors yet and tells the index, a batch at a time; what was kept until it is stopped stays.
   * `most` = passages at the most. Throws what the encoder throws, or the signal's reason.
   */
  catchUp(options?: CatchUp): Promise<void>;
  /** Encodes these passages, published or not, where they have no vectors yet. The index is not told. */
  encode(passages: readonly IndexedPassage[], signal?: AbortSignal): Promise<void>;
  /** How far it is. */
  progress(): Promise<Encoded>;
};

export type CatchUp = { signal?: AbortSignal; onProgress?: (done: number) => void; most?: number };

/** Passages between two writes: some seconds of work. */
const BATCH = 32;
/** Questions whose vectors are kept in memory. */
const RECENT = 256;

/** Letters that are not Latin: the encoder knows none of them. */
const OTHER_LETTERS = /[\p{L}--\p{Script=Latin}]/gv;

function isKnown(text: string): boolean {
  const language = languageOfQuestion(text);
  if (language !== null && language !== 'en') return false;
  const others = text.match(OTHER_LETTERS)?.length ?? 0;
  return others === 0 || others * 2 < (text.match(/\p{L}/gu)?.length ?? 0);
}

export function createMeaning(deps: {
  store: Store;
  live: LiveIndex;
  encoder: Pick<EncoderClient, 'id' | 'encode'>;
  isOn(): boolean;
  log: { warn(fields: object, message: string): void };
}): Meaning {
  const { store, live, encoder, log } = deps;

  /** Packed vectors by passage; empty for a passage in a language that the encoder does not know. */
  async function encodeUnits(
    passages: readonly IndexedPassage[],
    signal?: AbortSignal,
  ): Promise<Map<number, Uint8Array>> {
    const languages = languagesOfPassages(passages);
    const units = passages.map((passage, at) => (languages[at] === 'en' ? unitsOf(passage).texts : []));
    // Breadcrumbs and boilerplate stand in many passages: each text is read once.
    const texts = [...new Set(units.flat())];
    const vectors = await encoder.encode(texts, signal === undefined ? {} : { signal });
    const vectorOf = new Map(texts.map((text, at) => [text, vectors[at] as Float32Array]));
    return new Map(
      passages.map(({ id }, at) => [
        id,
        packUnits((units[at] ?? []).map((text) => vectorOf.get(text) as Float32Array)),
      ]),
    );
  }

  // A command that waits and the job in the background take batches by turns: no passage is read twice.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  /** How many passages were read; 0 when none is left. */
  async function encodeSome(most: number, signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted();
    const ids = await unencoded(store, encoder.id, most);
    if (ids.length === 0) return 0;
    const units = await encodeUnits(await passagesToIndex(store, ids), signal);
    // What is not current any more is marked too, so that it is not tried again and again.
    for (const id of ids) if (!units.has(id)) units.set(id, new Uint8Array());
    await keepUnits(store, encoder.id, units);
    await live.use(({ index }) => index.encoded([...units.keys()]));
    return ids.length;
  }

  async function ofQuestions(
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<Float32Array[] | undefined> {
    if (!deps.isOn() || !texts.every(isKnown)) return undefined;
    try {
      return await encoder.encode(texts, { urgent: true, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      signal?.throwIfAborted();
      log.warn({ error: messageOf(error) }, 'the question could not be compared by meaning');
      return undefined;
    }
  }

  /** Kept answers and the search want the vector of the same question, one after the other. */
  const recent = createBoundedCache<Float32Array>(RECENT);
  async function ofQuestion(text: string): Promise<Float32Array | undefined> {
    if (!deps.isOn()) return undefined;
    return (await recent.through([text], async () => (await ofQuestions([text]))?.[0] ?? null)) ?? undefined;
  }

  return {
    ofQuestion,
    async ofQuestions(texts, signal) {
      const [text] = texts;
      if (texts.length === 1 && text !== undefined) {
        const vector = await ofQuestion(text);
        return vector === undefined ? undefined : { model: encoder.id, vectors: [vector] };
      }
      const vectors = await ofQuestions(texts, signal);
      return vectors === undefined ? undefined : { model: encoder.id, vectors };
    },
    async catchUp({ signal, onProgress, most = Number.POSITIVE_INFINITY } = {}) {
      for (let done = 0; deps.isOn() && done < most; ) {
        const read = await inTurn(() => encodeSome(Math.min(BATCH, most - done), signal));
        if (read === 0) return;
        done += read;
        onProgress?.(done);
      }
    },
    async encode(passages, signal) {
      if (!deps.isOn()) return;
      const ids = passages.map(({ id }) => id);
      const known = new Set(await encodedAmong(store, encoder.id, ids));
      const left = passages.filter(({ id }) => !known.has(id));
      await keepUnits(store, encoder.id, await encodeUnits(left, signal));
    },
    progress: () => countEncoded(store, encoder.id),
  };
}
