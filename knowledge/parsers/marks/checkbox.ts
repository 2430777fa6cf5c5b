/** A box of a form or a task list, with its state in words: a sign alone is easily overlooked. */
export function checkboxText(ticked: boolean): string {
  return ticked ? '☑ (ticked)' : '☐ (not ticked)';
}

/** `[x] ` or `[ ] ` at the start of a task or alone in a cell; null where there is none. */
export function taskState(text: string): { text: string } | null {
  const match = /^\[([ xX])\](?:\s+|$)/.exec(text);
  if (match === null) return null;
  return { text: `${checkboxText(match[1] !== ' ')} ${text.slice(match[0].length)}`.trimEnd() };
}

const box = /[☐☑☒](?! \((?:not )?ticked\))/g;
const sign = /[☐☑☒]/;

/**
 * Signs of boxes that stand in a text, with their state in words. A crossed box is a ticked one, as Word draws it, unless the
 * document has both. Gives the same list where there are none.
 */
export function withBoxStates<Text extends { kind: string; text: string }>(blocks: Text[]): Text[] {
  if (!blocks.some(({ text }) => sign.test(text))) return blocks;
  const hasBoth = [/☑(?! \(ticked\))/, /☒/].every((each) => blocks.some(({ text }) => each.test(text)));
  return blocks.map((block) => {
    if (block.kind === 'code' || !sign.test(block.text)) return block;
    const text = block.text.replace(box, (each, at: number, whole: string) => {
      if (each === '☒' && hasBoth) return each;
      const next = whole[at + 1] ?? '';
      return checkboxText(each !== '☐') + (/[\p{L}\p{N}]/u.test(next) ? ' ' : '');
    });
    return { ...block, text };
  });
}
