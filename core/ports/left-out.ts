/** A sort of content that a parser met and did not read. Stable codes; people read the words of `leftOutWords`. */
export type LeftOutKind =
  | 'attachments'
  | 'charts'
  | 'comments'
  | 'embedded-files'
  | 'hidden-sheets'
  | 'hidden-rows'
  | 'hidden-slides'
  | 'hidden-text'
  | 'macros'
  | 'pages-without-text'
  | 'pictures'
  | 'struck-text';

/** What of a document was not read, and how often: `{ kind: 'pictures', count: 4 }`. Counts are above 0. */
export type LeftOut = { kind: LeftOutKind; count: number };

/** One and many of each kind. */
const words: Readonly<Record<LeftOutKind, readonly [string, string]>> = {
  attachments: ['attachment', 'attachments'],
  charts: ['chart', 'charts'],
  comments: ['comment', 'comments'],
  'embedded-files': ['embedded file', 'embedded files'],
  'hidden-sheets': ['hidden sheet', 'hidden sheets'],
  'hidden-rows': ['hidden row or column', 'hidden rows or columns'],
  'hidden-slides': ['hidden slide', 'hidden slides'],
  'hidden-text': ['hidden passage', 'hidden passages'],
  macros: ['macro project', 'macro projects'],
  'pages-without-text': ['page without text', 'pages without text'],
  pictures: ['picture', 'pictures'],
  'struck-text': ['struck-out passage', 'struck-out passages'],
};

/** `3 pictures, 1 hidden sheet`; '' where nothing was left out. */
export function leftOutWords(parts: readonly LeftOut[]): string {
  return parts.map(({ kind, count }) => `${count} ${words[kind][count === 1 ? 0 : 1]}`).join(', ');
}

/** The lists of several documents as one, in the order in which the kinds came up. */
export function joinLeftOut(lists: readonly (readonly LeftOut[] | undefined)[]): LeftOut[] {
  const counts = new Map<LeftOutKind, number>();
  for (const { kind, count } of lists.flatMap((list) => list ?? [])) {
    if (count > 0) counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
