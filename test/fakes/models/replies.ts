/** One question to the model, the same for every provider's wire format. */
export type ChatRequest = {
  model: string;
  streaming: boolean;
  /** In the order the model sees them; a top-level system prompt comes first. */
  messages: { role: string; text: string }[];
};

/** What the fake model answers: a fixed text, or one computed from the request. */
export type Reply = string | ((request: ChatRequest) => string);

/** How an answer is cut into stream pieces; a number is a length in characters. */
export type Chunking = 'word' | 'char' | 'whole' | number;

export type CiteFirstOptions = {
  /** Finds passages: a global expression with the named groups `n` and `text`. */
  pattern?: RegExp;
  /** How many passages are quoted. Default 2. */
  passages?: number;
  /** How many sentences of each. Default 1. */
  sentences?: number;
  /** The answer when the prompt holds no passage. */
  otherwise?: string;
};

const IN_TAGS = /<passage\b[^>]*?\b(?:n|id)="?(?<n>\d+)"?[^>]*>(?<text>[\s\S]*?)<\/passage>/gi;
const IN_BRACKETS =
  /^[ \t]*\[(?<n>\d+)\][ \t:]*(?<text>[\s\S]*?)(?=^[ \t]*\[\d+\]|\n[ \t]*\n(?![ \t]*\[)|(?![\s\S]))/gm;

/** Quotes the first passages of the prompt with their numbers, as an obedient model would. */
export const citeFirst: (request: ChatRequest) => string = createCiteFirst();

/** {@link citeFirst} with another passage pattern, length or fallback. */
export function createCiteFirst(options: CiteFirstOptions = {}): (request: ChatRequest) => string {
  const { pattern, passages = 2, sentences = 1, otherwise = 'The sources do not say.' } = options;
  const patterns = pattern ? [pattern] : [IN_TAGS, IN_BRACKETS];
  return ({ messages }) => {
    for (const { text } of messages.toReversed()) {
      for (const candidate of patterns) {
        const found = [...text.matchAll(candidate)].flatMap((match) => toQuote(match, sentences));
        if (found.length > 0) return found.slice(0, passages).join(' ');
      }
    }
    return otherwise;
  };
}

/** Cuts a text into pieces that join to exactly the same text. */
export function toPieces(text: string, chunking: Chunking): string[] {
  if (chunking === 'whole') return text === '' ? [] : [text];
  if (chunking === 'word') return text.match(/\s*\S+|\s+$/gu) ?? [];
  const size = chunking === 'char' ? 1 : Math.max(1, chunking);
  const characters = Array.from(text);
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, i) => characters.slice(i * size, (i + 1) * size).join(''));
}

/** The text of a message whose content is a string or a list of typed parts. */
export function toText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** Words stand in for tokens: exact enough to test that usage is passed on. */
export function countTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function toQuote(match: RegExpExecArray, sentences: number): string[] {
  const { n, text = '' } = match.groups ?? {};
  const body = withoutTitle(text);
  const segments = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(body)];
  const quote = segments
    .slice(0, sentences)
    .map(({ segment }) => segment.trim())
    .join(' ');
  return n === undefined || quote === '' ? [] : [`${quote} [${n}]`];
}

/** A first line without a full stop, with more lines after it, is a heading. */
function withoutTitle(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const [first = '', ...rest] = lines.filter((line) => line !== '');
  return rest.length > 0 && !/[.!?:]["')\]]*$/.test(first) ? rest.join(' ') : [first, ...rest].join(' ');
}
