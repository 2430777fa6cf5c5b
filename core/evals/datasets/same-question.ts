/** A question without case, punctuation at its end and spaces: what makes two of them the same. */
export function sameQuestion(question: string): string {
  return question
    .toLowerCase()
    .replace(/[\s?!.]+$/u, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
