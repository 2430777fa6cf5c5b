import type { Block } from '../parsed.ts';

const boxed = /^[☐☑] \((?:not )?ticked\) /;

/** Paragraphs that are nothing but boxes with their words, one after the other, as the list that they are. */
export function withChecklists(blocks: Block[]): Block[] {
  if (!blocks.some(isChecks)) return blocks;
  const result: Block[] = [];
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at] as Block;
    let to = at + 1;
    while (to < blocks.length && isChecks(block) && goesOn(block, blocks[to] as Block)) to += 1;
    const items = blocks.slice(at, to).flatMap(({ text }) => text.split('\n'));
    const end = blocks[to - 1]?.endLine;
    if (!isChecks(block) || items.length === 1) result.push(block);
    else
      result.push({
        ...block,
        kind: 'list',
        text: items.map((item) => `- ${item}`).join('\n'),
        ...(end === undefined ? {} : { endLine: end }),
      });
    at = to;
  }
  return result;
}

const isChecks = ({ kind, text }: Block): boolean =>
  kind === 'paragraph' && text.split('\n').every((line) => boxed.test(line));

const goesOn = (first: Block, next: Block): boolean => isChecks(next) && next.page === first.page;
