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
  | 'repeated-text'
  | 'struck-text';

/**
 * What of a document was not read, and how often: `{ kind: 'pictures', count: 4 }`. Counts are above 0. `of`: how many there
 * are in all, where that is known. `tried`: text recognition was on and found nothing to read in them.
 */
export type LeftOut = { kind: LeftOutKind; count: number; of?: number; tried?: true };

/** What text recognition may be able to read. */
const recognizable = new Set<LeftOutKind>(['pages-without-text', 'pictures']);

/** The same list, with a mark at what text recognition has been tried on. */
export function triedAll(parts: readonly LeftOut[]): LeftOut[] {
  return parts.map((part) => (recognizable.has(part.kind) ? { ...part, tried: true } : part));
}

/** Whether reading the file again with text recognition may bring more. */
export function isWorthRecognizing(parts: readonly LeftOut[]): boolean {
  return parts.some(({ kind, tried }) => recognizable.has(kind) && tried !== true);
}

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
  'repeated-text': ['text that many pages repeat', 'texts that many pages repeat'],
  'struck-text': ['struck-out passage', 'struck-out passages'],
};

/** `3 pictures, 1 hidden sheet`; '' where nothing was left out. */
export function leftOutWords(parts: readonly LeftOut[]): string {
  return parts.map(({ kind, count }) => `${count} ${words[kind][count === 1 ? 0 : 1]}`).join(', ');
}

/** The same as sentences: `3 pages of 40 hold no text.`, `2 attachments, 1 chart were not read.` */
export function leftOutSentences(parts: readonly LeftOut[]): string[] {
  const [pages] = parts.filter(({ kind }) => kind === 'pages-without-text');
  const others = parts.filter(({ kind }) => kind !== 'pages-without-text');
  const sentences: string[] = [];
  if (pages !== undefined) {
    const { count, of } = pages;
    const what = `${count} ${count === 1 ? 'page' : 'pages'}${of === undefined ? '' : ` of ${of}`}`;
    sentences.push(`${what} ${count === 1 ? 'holds' : 'hold'} no text.`);
  }
  if (others.length > 0) {
    const isOne = others.length === 1 && others[0]?.count === 1;
    sentences.push(`${leftOutWords(others)} ${isOne ? 'was' : 'were'} not read.`);
  }
  return sentences;
}

/** The lists of several documents as one, in the order in which the kinds came up. */
export function joinLeftOut(lists: readonly (readonly LeftOut[] | undefined)[]): LeftOut[] {
  const all = new Map<LeftOutKind, LeftOut>();
  for (const part of lists.flatMap((list) => list ?? [])) {
    if (part.count <= 0) continue;
    const before = all.get(part.kind);
    const { count, of } = before ?? { count: 0, of: 0 };
    const tried = part.tried === true && (before === undefined || before.tried === true);
    const total = of === undefined || part.of === undefined ? {} : { of: of + part.of };
    all.set(part.kind, {
      kind: part.kind,
      count: count + part.count,
      ...total,
      ...(tried ? { tried: true as const } : {}),
    });
  }
  return [...all.values()];
}
