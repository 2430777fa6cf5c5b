import { z } from 'zod';
import { createSearchEngine, type SearchEngine } from './engine.ts';
import { takeGraph } from './improve.ts';
import { packLexical, unpackLexical } from './lexical-file.ts';
import { createLexicalIndex } from './lexical-index.ts';
import type { PassageSource } from './passage-source.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { packSpace, unpackSpace } from './vector-space.ts';

const graphSchema = z.object({
  model: z.string(),
  dimensions: z.number(),
  count: z.number(),
  generation: z.number(),
});

/** Writes all of the index but the graph, which was written when it was built. */
export function saveEngine(dir: string, generation: number, engine: SearchEngine): void {
  const parts = new Map([['lexical', packLexical(engine.lexical)]]);
  for (const [name, part] of engine.space === null ? [] : packSpace(engine.space)) parts.set(name, part);
  writeSnapshot(dir, generation, parts);
}

/**
 * The engine that was saved, every hash checked; or why it has to be rebuilt. `givenId` names the provider's model
 * that vectors must be of. A graph that cannot be trusted is left out: the exact scan serves until it is built anew.
 */
export function loadEngine(
  dir: string,
  generation: number,
  source: PassageSource,
  givenId: string | null,
): { engine: SearchEngine } | { refused: string } {
  const snapshot = readSnapshot(dir, generation);
  if ('refused' in snapshot) return snapshot;
  const lexical = snapshot.parts.get('lexical');
  if (lexical === undefined) return { refused: 'the snapshot has no lexical part' };
  const space = unpackSpace(snapshot.parts, givenId);
  if (givenId !== null && space === null) return { refused: `the snapshot has no vectors of ${givenId}` };
  const graph = graphSchema.safeParse(snapshot.parts.get('vectors')?.meta['graph']);
  if (space !== null && graph.success) takeGraph(dir, space, graph.data);
  return { engine: createSearchEngine(source, createLexicalIndex(unpackLexical(lexical)), space) };
}
