import type { SourceLinks } from '../../../core/ports/source-links.ts';
import type { Answer } from '../../../core/types.ts';

/**
 * An answer whose sources can be opened in the console where they have no address of their own. The links hang on when the
 * answer was made, so that the same answer always reads the same.
 */
export function withSourcePages(links: SourceLinks, answer: Answer, isOutside: boolean): Answer {
  // People outside the team cannot sign in.
  if (answer.citations.length === 0 || (isOutside && links.readers() === 'signed-in')) return answer;
  const citations = answer.citations.map((citation) => {
    const url = links.linkTo(citation.passageId, answer.createdAt);
    return url === null ? citation : { ...citation, url };
  });
  return { ...answer, citations };
}
