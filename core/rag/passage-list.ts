/** Passages as prompts number them, each in a fence that no text inside it can close or open. */
export function passageList(
  passages: readonly { title: string; headings: string[]; text: string }[],
): string {
  return passages
    .map(({ title, headings, text }, index) => {
      const breadcrumb = [title, ...headings].join(' > ').replace(/[\s"]+/g, ' ');
      return `<passage n="${index + 1}" from="${withoutFences(breadcrumb)}">\n${withoutFences(text)}\n</passage>`;
    })
    .join('\n\n');
}

/** Breaks everything that reads like a passage's fence, however it is spelt. */
export function withoutFences(text: string): string {
  return text.replace(/<(?=[\s/]*passage\b)/gi, '‹');
}
