import { createBlockBuilder } from '../../block-builder.ts';
import type { Block } from '../../parsed.ts';
import { marginLines } from '../margin-lines.ts';
import type { Parts, Relations } from '../parts.ts';
import { readBody } from './body.ts';
import type { WordContext } from './context.ts';

/** What stands above (`head`) and below the text of the pages, each line once; numbers of pages are left out. */
export async function readMargins(
  context: WordContext,
  parts: Parts,
  relations: Relations,
): Promise<{ head: Block[]; foot: Block[] }> {
  const seen = new Set<string>();
  const read = async (kind: string): Promise<Block[]> => {
    const builder = createBlockBuilder();
    for (const each of relations.values()) {
      const root = each.kind === kind ? await parts.xml(each.target) : null;
      // Pictures there are ornament.
      if (root !== null) readBody({ ...context, builder, leaveOut: () => {} }, root);
    }
    return marginLines(builder.finish(), seen);
  };
  return { head: await read('header'), foot: await read('footer') };
}
