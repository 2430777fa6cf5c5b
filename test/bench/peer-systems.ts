import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Embeddings } from '@langchain/core/embeddings';
import { createSearchIndex, type SearchIndex } from '../../knowledge/index/host/index-client.ts';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { textVector } from '../../knowledge/index/vectors/vector-space.ts';
import { createBenchStore } from './bench-store.ts';
import { trainedEngine } from './retrieval-quality.ts';

/** Ids of the best passages, best first. */
export type PeerSearch = (text: string, k: number) => Promise<number[]> | number[];
/**
 * Indexes passages. `prepare` is not timed: what a system is given ready-made, such as vectors. `finish` is timed on
 * its own: what goes on in the background while the index already answers.
 */
export type PeerSystem = {
  prepare?: () => void;
  index(): Promise<PeerSearch> | PeerSearch;
  finish?: () => Promise<void>;
};

export const PEERS = {
  docent: 'Docent',
  fts5: 'SQLite FTS5',
  minisearch: 'MiniSearch',
  flexsearch: 'FlexSearch',
  orama: 'Orama',
  hnswlib: "LangChain HNSWLib, Docent's vectors",
} as const;
export type PeerName = keyof typeof PEERS;

/** Installed outside the package, in these versions. */
export const INSTALLED: Partial<Record<PeerName, string>> = {
  minisearch: 'minisearch@7.2.0',
  flexsearch: 'flexsearch@0.8.212',
  orama: '@orama/orama@3.1.18',
};

/** A system over passages, set up as its own manual does; any word may match. `modules` holds the installed ones. */
export function peerSystem(name: PeerName, passages: IndexedPassage[], modules: string): PeerSystem {
  const load = async <T>(module: string): Promise<T> => {
    const file = createRequire(path.join(modules, 'package.json')).resolve(module);
    return (await import(pathToFileURL(file).href)) as T;
  };
  if (name === 'docent') return docent(passages, modules);
  if (name === 'fts5') return { index: () => fts5(passages) };
  if (name === 'hnswlib') return hnswlib(passages);
  if (name === 'minisearch') return { index: () => miniSearch(passages, load) };
  return { index: () => (name === 'orama' ? orama(passages, load) : flexSearch(passages, load)) };
}

type Load = <T>(module: string) => Promise<T>;
const rowOf = ({ id, title, headings, text }: IndexedPassage) => ({
  id,
  title,
  headings: headings.join(' '),
  text,
});

/** Through its worker, texts in the store as ever: words answer first, then embeddings are trained. */
function docent(passages: IndexedPassage[], folder: string): PeerSystem {
  const dir = mkdtempSync(path.join(folder, 'index-'));
  const storePath = path.join(dir, 'store.sqlite');
  let index: SearchIndex | null = null;
  const batches = function* (): Generator<IndexedPassage[]> {
    for (let at = 0; at < passages.length; at += 1_000) yield passages.slice(at, at + 1_000);
  };
  return {
    prepare() {
      const store = createBenchStore(storePath);
      for (const passage of passages) store.add(passage);
      store.close();
    },
    async index() {
      const built = createSearchIndex({ dir, storePath });
      index = built;
      await built.rebuild({ generation: 1, passages: batches() });
      return async (text, k) => {
        const { hits } = await built.search(k > 10 ? { text, k, readSentences: 0 } : { text, k });
        return hits.map(({ id }) => id);
      };
    },
    finish: async () => index?.settled(),
  };
}

function fts5(passages: IndexedPassage[]): PeerSearch {
  const database = new DatabaseSync(':memory:');
  database.exec(
    "create virtual table passages using fts5(title, headings, text, tokenize = 'porter unicode61')",
  );
  const add = database.prepare('insert into passages (rowid, title, headings, text) values (?, ?, ?, ?)');
  database.exec('begin');
  for (const passage of passages) {
    const { id, title, headings, text } = rowOf(passage);
    add.run(id, title, headings, text);
  }
  database.exec('commit');
  const find = database.prepare(
    'select rowid as id from passages where passages match ? order by rank limit ?',
  );
  return (text, k) => {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    return find.all(words.map((word) => `"${word}"`).join(' OR '), k).map(({ id }) => Number(id));
  };
}

type MiniSearchModule = {
  default: new (options: {
    fields: string[];
  }) => {
    addAll(rows: object[]): void;
    search(text: string): { id: number }[];
  };
};

async function miniSearch(passages: IndexedPassage[], load: Load): Promise<PeerSearch> {
  const { default: MiniSearch } = await load<MiniSearchModule>('minisearch');
  const index = new MiniSearch({ fields: ['title', 'headings', 'text'] });
  index.addAll(passages.map(rowOf));
  return (text, k) =>
    index
      .search(text)
      .slice(0, k)
      .map(({ id }) => id);
}

type FlexSearchModule = {
  default: {
    Index: new (options: {
      tokenize: string;
    }) => {
      add(id: number, text: string): void;
      search(text: string, options: { limit: number; suggest: boolean }): number[];
    };
  };
};

async function flexSearch(passages: IndexedPassage[], load: Load): Promise<PeerSearch> {
  const { default: flexsearch } = await load<FlexSearchModule>('flexsearch');
  const index = new flexsearch.Index({ tokenize: 'strict' });
  for (const { id, title, headings, text } of passages) {
    index.add(id, [title, ...headings, text].join('\n'));
  }
  return (text, k) => index.search(text, { limit: k, suggest: true });
}

type OramaModule = {
  create(options: { schema: Record<string, string> }): unknown;
  insertMultiple(database: unknown, rows: object[], batch: number): Promise<unknown>;
  search(
    database: unknown,
    options: { term: string; limit: number; threshold: number },
  ): Promise<{ hits: { id: string }[] }>;
};

async function orama(passages: IndexedPassage[], load: Load): Promise<PeerSearch> {
  const { create, insertMultiple, search } = await load<OramaModule>('@orama/orama');
  const database = create({ schema: { title: 'string', headings: 'string', text: 'string' } });
  const rows = passages.map((passage) => ({ ...rowOf(passage), id: String(passage.id) }));
  await insertMultiple(database, rows, 1_000);
  return async (term, limit) => {
    const { hits } = await search(database, { term, limit, threshold: 1 });
    return hits.map(({ id }) => Number(id));
  };
}

/** Given the vectors that Docent trains: what is measured is the graph and LangChain around it. */
function hnswlib(passages: IndexedPassage[]): PeerSystem {
  let vectors: number[][] = [];
  let embed: (text: string) => number[] = () => [];
  return {
    prepare() {
      const { space, lexical } = trainedEngine(passages);
      const model = space?.model;
      if (model == null) throw new Error('too few passages to train vectors on');
      // A text without a known word has no vector; the library wants one.
      const none = new Float32Array(model.dimensions).fill(model.dimensions ** -0.5);
      embed = (text) => Array.from(textVector(model, text, lexical.tables.terms) ?? none);
      vectors = passages.map(({ title, headings, text }) => embed([title, ...headings, text].join('\n')));
    },
    async index() {
      const { HNSWLib } = await import('@langchain/community/vectorstores/hnswlib');
      const embeddings = {
        embedQuery: async (text: string) => embed(text),
        embedDocuments: async (texts: string[]) => texts.map(embed),
      } as Embeddings;
      const store = new HNSWLib(embeddings, { space: 'cosine' });
      const documents = passages.map(({ id, text }) => ({ pageContent: text, metadata: { id } }));
      await store.addVectors(vectors, documents);
      vectors = [];
      return async (text, k) =>
        (await store.similaritySearch(text, k)).map(({ metadata }) => Number(metadata['id']));
    },
  };
}
