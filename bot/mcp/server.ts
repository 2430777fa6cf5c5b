import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { markOf, wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import type { Answer } from '../../core/types.ts';
import type { SomeLog } from '../log.ts';
import { packageVersion } from '../package-version.ts';
import type { Knowledge } from './knowledge.ts';
import { mcpLimits } from './limits.ts';
import { agentWording } from './wording.ts';

const hit = z.object({ id: z.string(), title: z.string(), url: z.string(), text: z.string() });

const document = hit.extend({
  metadata: z.object({ collection: z.string(), path: z.string(), cut: z.boolean() }),
});

const citation = z.object({
  n: z.number(),
  documentId: z.string(),
  title: z.string(),
  path: z.string(),
  headings: z.array(z.string()),
  quote: z.string(),
});

const answer = z.object({
  outcome: z.enum(['answered', 'abstained', 'refused', 'unavailable']),
  text: z.string(),
  confidence: z.enum(['found', 'partly', 'not-found']),
  servedBy: z.string().nullable(),
  /** Who wrote the text, in words. */
  mark: z.string(),
  citations: z.array(citation),
  nearest: z.array(z.object({ documentId: z.string(), title: z.string(), path: z.string() })),
  reason: z.string().nullable(),
  traceId: z.string(),
});

/** They look things up and change nothing outside: clients need not ask before each call. */
const readOnly = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };

/**
 * Makes the MCP server of one connection or request: `search`, `fetch` and `ask` over the team's documents. The library
 * speaks 2026-07-28 and the versions from before it; it is loaded by the first call.
 */
export function createMcpServers(
  knowledge: Knowledge,
  log: Pick<SomeLog, 'error'>,
): () => Promise<McpServer> {
  return async () => {
    const { McpServer } = await import('@modelcontextprotocol/server');
    const server = new McpServer(
      { name: 'docent', title: 'Docent', version: packageVersion() },
      { capabilities: { tools: {} }, instructions: agentWording.instructions },
    );

    server.registerTool(
      'search',
      {
        title: 'Search the documents',
        description: agentWording.search,
        inputSchema: z.object({
          query: z.string().min(1),
          limit: z.number().int().min(1).max(mcpLimits.hits).default(10),
        }),
        outputSchema: z.object({ results: z.array(hit) }),
        annotations: readOnly,
      },
      ({ query, limit }) =>
        within(log, async () => structured({ results: await knowledge.search(query, limit) })),
    );

    server.registerTool(
      'fetch',
      {
        title: 'Read a document',
        description: agentWording.fetch,
        inputSchema: z.object({ id: z.string().min(1) }),
        outputSchema: document,
        annotations: readOnly,
      },
      ({ id }) =>
        within(log, async () => {
          const found = await knowledge.fetch(id);
          return found === null ? failed(agentWording.noDocument) : structured(found);
        }),
    );

    server.registerTool(
      'ask',
      {
        title: 'Ask a question',
        description: agentWording.ask,
        inputSchema: z.object({ question: z.string().min(1) }),
        outputSchema: answer,
        annotations: readOnly,
      },
      ({ question }) =>
        within(log, async () => {
          const given = await knowledge.ask(question);
          return given === 'busy' ? failed(wording.busy) : answered(given);
        }),
    );
    return server;
  };
}

/** What went wrong is for the log; the agent learns that it may try again. */
async function within(
  log: Pick<SomeLog, 'error'>,
  run: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    return await run();
  } catch (error) {
    log.error({ error: messageOf(error) }, 'an MCP tool failed');
    return failed(wording.outcome.unavailable);
  }
}

function structured(content: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(content) }], structuredContent: content };
}

const failed = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true });

function answered(given: Answer): CallToolResult {
  const { outcome, text, confidence, servedBy, reason, traceId } = given;
  const citations = given.citations.map(({ n, documentId, title, path, headings, quote }) => ({
    ...{ n, documentId, title, path, headings, quote },
  }));
  const nearest = given.nearest.map(({ documentId, title, path }) => ({ documentId, title, path }));
  const mark = markOf(given);
  const sources = citations.map(({ n, title, path }) => `[${n}] ${title} (${path})`);
  const parts = [text, ...(sources.length === 0 ? [] : [[wording.sources, ...sources].join('\n')]), mark];
  return {
    content: [{ type: 'text', text: parts.filter((part) => part !== '').join('\n\n') }],
    structuredContent: { outcome, text, confidence, servedBy, mark, citations, nearest, reason, traceId },
    ...(outcome === 'unavailable' ? { isError: true } : {}),
  };
}
