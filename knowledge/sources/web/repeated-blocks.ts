import { joinLeftOut } from '../../../core/ports/left-out.ts';
import { sha256Hex } from '../../../core/text/hashes.ts';
import type { Block, ParsedDocument } from '../../parsers/parsed.ts';

/** What counts as repeated over a site. */
const limits = {
  /** Pages of one run that must have a block, and which share of all that were read in it. */
  pages: 5,
  share: 0.5,
  /** Shorter texts ("Returns: nothing.") repeat where they belong. Characters. */
  chars: 40,
  /** Blocks that are remembered of a site. */
  kept: 200,
};

/** A block of many pages, and the page that keeps it, so that it can be found; null until one with it is read. */
type Repeated = { hash: string; keeper: string | null };

/** Banners, newsletters and the like: paragraphs and lists that many pages of a site have in the same words. */
export type RepeatedBlocks = {
  /** Pages that were read together: counted first, then each without what repeats. `item` is the page's address. */
  trim(pages: readonly { item: string; documents: ParsedDocument[] }[]): ParsedDocument[][];
  /** What is to be remembered for the next run, as text. */
  write(): string;
};

/**
 * `kept`: what `write` gave after an earlier run, or null; `isThere` tells whether a page of that run still is. A block whose
 * keeper is gone, or has it no more, is kept by the next page that is read with it. Counts begin anew with each run.
 */
export function createRepeatedBlocks(
  kept: string | null,
  isThere: (item: string) => boolean,
): RepeatedBlocks {
  const repeated = new Map(
    (kept === null ? [] : (JSON.parse(kept) as Repeated[])).map(({ hash, keeper }): [string, Repeated] => [
      hash,
      { hash, keeper: keeper !== null && isThere(keeper) ? keeper : null },
    ]),
  );
  const seen = new Map<string, { pages: number; first: string }>();
  let pages = 0;

  function count(item: string, documents: readonly ParsedDocument[]): void {
    pages += 1;
    const hashes = new Set(documents.flatMap(({ blocks }) => blocks.flatMap((block) => hashOf(block) ?? [])));
    for (const hash of hashes) {
      const { pages: before, first } = seen.get(hash) ?? { pages: 0, first: item };
      seen.set(hash, { pages: before + 1, first });
    }
    for (const one of repeated.values()) if (one.keeper === item && !hashes.has(one.hash)) one.keeper = null;
  }

  function judge(): void {
    for (const [hash, { pages: own, first }] of seen)
      if (own >= limits.pages && own >= limits.share * pages && !repeated.has(hash))
        repeated.set(hash, { hash, keeper: first });
  }

  function trimmed(item: string, document: ParsedDocument): ParsedDocument {
    const isOwn = (block: Block): boolean => {
      const known = repeated.get(hashOf(block) ?? '');
      if (known === undefined) return true;
      known.keeper ??= item;
      return known.keeper === item;
    };
    const own = document.blocks.filter(isOwn);
    const dropped = document.blocks.length - own.length;
    // A page of nothing else says it all the same.
    if (dropped === 0 || own.every(({ kind }) => kind === 'heading')) return document;
    return {
      ...document,
      blocks: withoutEmptied(document.blocks, new Set(own)),
      leftOut: joinLeftOut([document.leftOut, [{ kind: 'repeated-text', count: dropped }]]),
    };
  }

  return {
    trim(read) {
      for (const { item, documents } of read) count(item, documents);
      judge();
      return read.map(({ item, documents }) => documents.map((document) => trimmed(item, document)));
    },
    write: () => JSON.stringify([...repeated.values()].slice(-limits.kept)),
  };
}

function hashOf({ kind, text }: Block): string | null {
  return (kind === 'paragraph' || kind === 'list') && text.length >= limits.chars ? sha256Hex(text) : null;
}

/** Blocks without those that are not kept, and without headings under which nothing is left. */
function withoutEmptied(blocks: readonly Block[], kept: ReadonlySet<Block>): Block[] {
  const result: Block[] = [];
  let lost = false;
  /** Drops headings that lost all that stood under them, once the next one is as high or the document ends. */
  const dropEmptied = (level: number): void => {
    while (lost && result.at(-1)?.kind === 'heading' && (result.at(-1)?.level ?? 1) >= level) result.pop();
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      dropEmptied(block.level ?? 1);
      lost = false;
      result.push(block);
    } else if (kept.has(block)) {
      lost = false;
      result.push(block);
    } else lost = true;
  }
  dropEmptied(1);
  return result;
}
