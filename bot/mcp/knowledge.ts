import { guardPassages } from '../../core/answering/guarding.ts';
import { collectionsFor } from '../../core/defensive-ux/channel-scope.ts';
import { collectionsWithoutPersonalData } from '../../core/guardrails/collection-rules.ts';
import { policy } from '../../core/rag/policy.ts';
import type { Answer, Passage, ScoredPassage } from '../../core/types.ts';
import { documentHits } from '../../knowledge/search/document-hits.ts';
import type { App } from '../assembly/app.ts';
import { mcpLimits } from './limits.ts';

export type McpApp = Pick<
  App,
  'store' | 'clock' | 'retriever' | 'library' | 'guardService' | 'ask' | 'publicUrl'
>;

/** A document that was found, with the place in it that fits best. */
export type Hit = { id: string; title: string; url: string; text: string };

/** A whole document as far as it may be read. */
export type FetchedDocument = {
  id: string;
  title: string;
  url: string;
  text: string;
  metadata: { collection: string; path: string; cut: boolean };
};

/** What agents get of the team's documents: read only, and no more than a chat channel that nobody decided about. */
export type Knowledge = {
  /** Documents for a query, best first, each once. */
  search(query: string, limit: number): Promise<Hit[]>;
  /** Null when there is no such document, or none that may be read here. */
  fetch(documentId: string): Promise<FetchedDocument | null>;
  /** `busy` while as many questions are being answered as may be at a time. */
  ask(question: string): Promise<Answer | 'busy'>;
};

export function createKnowledge(app: McpApp, origin: 'mcp' | 'api' = 'mcp'): Knowledge {
  let asking = 0;
  const readable = () =>
    collectionsFor(app.store, { collections: null }, () => app.retriever.defaultCollections());

  /** Passages as an answerer would see them: without hidden orders, secrets and what their collection keeps back. */
  async function guarded(passages: ScoredPassage[], query: string): Promise<ScoredPassage[]> {
    const without = await collectionsWithoutPersonalData(app.store);
    return (await guardPassages(app.guardService.guards(), passages, query, { clock: app.clock }, without))
      .passages;
  }

  const urlOf = (documentId: string) => `${app.publicUrl()}/documents/${encodeURIComponent(documentId)}`;

  return {
    async search(query, limit) {
      const text = query.slice(0, policy.questionLength);
      const collections = await readable();
      const bounds = collections === undefined ? {} : { collections };
      const found = await documentHits(app.retriever, { text, k: limit, ...bounds });
      return (await guarded(found, text)).map(({ documentId, title, text: whole }) => ({
        ...{ id: documentId, title, url: urlOf(documentId), text: whole.slice(0, mcpLimits.snippet) },
      }));
    },

    async fetch(documentId) {
      const document = await app.library.find(documentId);
      const collections = (await readable()) ?? (await app.retriever.defaultCollections());
      if (document?.documentId !== documentId || !collections.includes(document.collection)) return null;
      const passages = await publishedOf(app, documentId);
      if (passages.length === 0) return null;
      const text = joined(await guarded(passages, ''));
      const { title, collection, path } = document;
      return {
        ...{ id: documentId, title, url: urlOf(documentId), text: text.slice(0, mcpLimits.document) },
        metadata: { collection, path, cut: text.length > mcpLimits.document },
      };
    },

    async ask(question) {
      if (asking >= mcpLimits.asks) return 'busy';
      asking += 1;
      try {
        const collections = await readable();
        const bounds = collections === undefined ? {} : { collections };
        return await app.ask({ text: question, thread: [], origin, asker: null, ...bounds });
      } finally {
        asking -= 1;
      }
    },
  };
}

/** Nothing of a document that is a draft, held or archived. */
async function publishedOf(app: McpApp, documentId: string): Promise<ScoredPassage[]> {
  const passages = await app.library.passages(documentId);
  const published = await app.retriever.currentHashes(passages.map(({ passageId }) => passageId));
  return passages
    .filter(({ passageId }) => published.has(passageId))
    .map((passage) => ({ ...passage, score: 0, sentences: [] }));
}

/** The text of a document, with headings where they change. */
function joined(passages: readonly Passage[]): string {
  let above = '';
  return passages
    .map(({ headings, text }) => {
      const heading = headings.join(' › ');
      const isNew = heading !== '' && heading !== above;
      above = heading;
      return isNew ? `${heading}\n\n${text}` : text;
    })
    .join('\n\n');
}
