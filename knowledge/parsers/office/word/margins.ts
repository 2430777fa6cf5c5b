import { createBlockBuilder } from '../../block-builder.ts';
import type { Block } from '../../parsed.ts';
import type { Parts, Relations } from '../parts.ts';
import { readBody } from './body.ts';
import type { WordContext } from './context.ts';

/** `Page 3 of 12`, `- 3 -`: no words beside the count. */
const pageNumber =
  /^[^\p{L}\p{N}]*(?:page|p\.|seite|s\.|página|pagina|strona|sida|side)?[^\p{L}\p{N}]*\d{0,4}[^\p{L}\p{N}]*(?:(?:of|von|de|di|sur|z|av|af)?[^\p{L}\p{N}]*\d{1,4})?[^\p{L}\p{N}]*$/iu;

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
    return builder.finish().flatMap(({ text }): Block[] => {
      const lines = text.split('\n').filter((line) => !pageNumber.test(line) && !seen.has(line));
      for (const line of lines) seen.add(line);
      return lines.length === 0 ? [] : [{ kind: 'paragraph', text: lines.join('\n') }];
    });
  };
  return { head: await read('header'), foot: await read('footer') };
}
