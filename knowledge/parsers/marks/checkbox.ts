/** A box of a form or a task list, with its state in words: a sign alone is easily overlooked. */
export function checkboxText(ticked: boolean): string {
  return ticked ? '☑ (ticked)' : '☐ (not ticked)';
}

/** `[x] ` or `[ ] ` at the start of a task; null where there is none. */
export function taskState(text: string): { text: string } | null {
  const match = /^\[([ xX])\]\s+/.exec(text);
  if (match === null) return null;
  return { text: `${checkboxText(match[1] !== ' ')} ${text.slice(match[0].length)}` };
}
