import { squeezeRuns } from '../../text/runs.ts';
import { type Sentence, sentencesToCheck } from '../../text/sentences-to-check.ts';
import { contentStems } from '../../text/words/words-to-compare.ts';
import {
  answerOrder,
  anyShapingOrder,
  injectionRules,
  letterOrder,
  mannerOrder,
  nextOrder,
  questionStart,
  sentimentRequest,
  shapingOrder,
  shoutOrder,
  taskVerbs,
  translationRequest,
  userOrder,
  visitOrder,
} from '../rules/injection-rules.ts';
import { type Finding, withoutOverlaps } from './finding.ts';
import { foldDisguise } from './fold.ts';
import { mendSlips } from './misspelt.ts';

/** How much of a request may be about the rest of its passage before it belongs there; see the trust bench. */
const offTopic = {
  /** Fewest words of meaning around a request that it can be compared with. */
  context: 6,
  /** Most requests and most list items of a passage that is not a manual or a list of questions. */
  requests: 2,
  orders: 3,
  /** Largest share of its words that a request may have in common with the rest. */
  shared: { task: 0.5, question: 0.25 },
  /** Fewest words of meaning that a request must have. */
  words: { task: 1, question: 2 },
  /** Words that begin alike count as the same. */
  prefix: 5,
} as const;

/** What stands where an order to the assistant stood. */
export const INSTRUCTION_REMOVED = '[removed]';

/** Orders in a question that try to change what Docent is or does. Rules only: asking is what questions are for. */
export function detectQuestionInjection(text: string): Finding[] {
  return squeezed(text, (short) => ruleFindings(short, 'everywhere'));
}

/**
 * Sentences of a passage that are no statement of it but an order or a request to whoever answers: by the rules, by speaking
 * of "your answer", or by asking for something that the passage is not about. `question` is what the member asked:
 * a passage may be about that.
 */
export function detectPassageInjection(text: string, question = ''): Finding[] {
  return squeezed(text, (short) => passageFindings(short, question));
}

/** What is found in a text without its long runs, at the places of the text as it is. */
function squeezed(text: string, detect: (short: string) => Finding[]): Finding[] {
  const short = squeezeRuns(text);
  return detect(short.text).map((finding) => ({
    ...finding,
    start: short.startOf(finding.start),
    end: short.endOf(finding.end),
  }));
}

function passageFindings(text: string, question: string): Finding[] {
  const found = ruleFindings(text, 'passage');
  const sentences = sentencesToCheck(text).flatMap(splitRunOn);
  const shaping = sentences.filter(({ text: one }) =>
    [shapingOrder, anyShapingOrder, mannerOrder, shoutOrder, answerOrder].some((order) => order.test(one)),
  );
  const asked = new Set(contentStems(question).map((stem) => stem.slice(0, offTopic.prefix)));
  const strange = strangers(sentences, asked);
  const visits = sentences.filter((one) => visitOrder.test(one.text));
  const isRunbook = visits.length > 1 || (text.match(/\busers?\b/gi)?.length ?? 0) > visits.length;
  return withoutOverlaps([
    ...found,
    ...behind(found, sentences),
    ...shaping.map(({ start, end }) => ({ start, end, kind: 'shapes-the-answer', confidence: 0.85 })),
    ...(isRunbook ? [] : visits).map(({ start, end }) => ({
      start,
      end,
      kind: 'sends-the-user-away',
      confidence: 0.75,
    })),
    ...strange.map(({ start, end }) => ({ start, end, kind: 'off-topic-request', confidence: 0.7 })),
  ]).map((finding) => ({ ...finding, fix: INSTRUCTION_REMOVED }));
}

/** What goes on where a rule found an order: the orders right behind it, which alone no rule would take for one. */
function behind(found: readonly Finding[], sentences: Sentence[]): Finding[] {
  return found.flatMap(({ end: from }) => {
    const rest = sentences.filter(({ start }) => start >= from);
    const last = rest.findIndex(({ text }) => !nextOrder.test(text));
    return rest
      .slice(0, last < 0 ? rest.length : last)
      .map(({ start, end }) => ({ start, end, kind: 'goes-on', confidence: 0.8 }));
  });
}

function ruleFindings(text: string, where: 'everywhere' | 'passage'): Finding[] {
  const rules = injectionRules.filter((rule) => where === 'passage' || rule.where === 'everywhere');
  const find = (searched: string) =>
    rules.flatMap(({ rule, pattern }) =>
      [...searched.matchAll(pattern)].map((match) => ({ at: match.index, found: match[0], kind: rule })),
    );
  const sentences = sentencesToCheck(text);
  const open = find(text).map(({ at, found, kind }) => ({
    ...whole(sentences, at, found),
    kind,
    confidence: 0.95,
  }));
  if (open.length > 0) return withoutOverlaps(open);
  // Written so that rules do not see it: the whole sentence is taken, since offsets in the plain form are not the text's.
  return sentences.flatMap(({ start, end, text: sentence }) => {
    const folded = foldDisguise(sentence);
    const mended = mendSlips(folded ?? sentence);
    const kind = [folded, mended].flatMap((plain) => (plain === null ? [] : find(plain)))[0]?.kind;
    return kind === undefined ? [] : [{ start, end, kind: `${kind}-disguised`, confidence: 0.9 }];
  });
}

/** From the beginning of the sentence in which a match begins to the end of the one in which it ends. */
function whole(sentences: Sentence[], at: number, found: string): { start: number; end: number } {
  const last = at + found.trimEnd().length;
  const first = at + Math.max(0, found.search(/[\p{L}\p{N}<[!#]/u));
  const inside = sentences.filter((sentence) => sentence.start < last && first < sentence.end);
  return {
    start: Math.min(first, ...inside.map((s) => s.start)),
    end: Math.max(last, ...inside.map((s) => s.end)),
  };
}

/** Without a full stop before it, a request still begins at a capital: "Kind regards, the team Explain …". */
function splitRunOn({ start, text }: Sentence): Sentence[] {
  const cuts = [...text.matchAll(/(?<=[\p{L}\d)] )(?=\p{Lu}\p{Ll}+ [\p{Ll}"'“(])/gu)]
    .map(({ index }) => index)
    .filter((index) =>
      [taskVerbs, questionStart, mannerOrder, shapingOrder].some((one) => one.test(text.slice(index))),
    );
  return [0, ...cuts].map((from, at) => {
    const piece = text.slice(from, cuts[at]);
    return { start: start + from, end: start + from + piece.trimEnd().length, text: piece.trimEnd() };
  });
}

/** Sentences that ask for something, where that is rare in a passage: a manual or a list of questions is full of them. */
function strangers(sentences: Sentence[], asked: Set<string>): Sentence[] {
  const users = sentences.filter(({ text }) => USERS.test(text)).length;
  const requests = sentences.filter(
    ({ text }) => requestKind(plainOf(text)) !== null && (users === 1 || !userOrder.test(plainOf(text))),
  );
  const orders = sentences.filter(({ text }) => isOrder(text)).length;
  if (requests.length > offTopic.requests || orders > offTopic.orders) return [];
  return requests.filter((sentence) => isOffTopic(sentence, sentences, asked));
}

const plainOf = (text: string): string => text.replace(/^[\s"'“‘(]+/, '');

/** A list item or heading, or a sentence that begins with what looks like a verb: the shape of instructions for people. */
function isOrder(text: string): boolean {
  return /^(?:[-*+#•|>]|\d+[.)]\s)/.test(text);
}

function requestKind(plain: string): 'task' | 'question' | null {
  if (!/^[\p{Lu}¿]/u.test(plain)) return null;
  if (FRAGMENT.test(plain)) return null;
  if (letterOrder.test(plain) || userOrder.test(plain)) return 'task';
  const question = /\?["'”’)]*$/.test(plain) && questionStart.test(plain);
  const asks = question || taskVerbs.test(plain);
  if (asks && sentimentRequest.test(plain)) return 'task';
  if (translationRequest.test(plain) && /["'“‘:]/.test(plain)) return 'task';
  // What is quoted or given to work on may say anything.
  if (
    !asks ||
    plain.includes('`') ||
    OF_THE_TEAM.test(toAnybody(plain).replace(/(["“]|(?<!\p{L})['‘]).*|:.*/su, ''))
  )
    return null;
  return taskVerbs.test(plain) ? 'task' : 'question';
}

/** What goes on elsewhere, or asks about what was said before. */
const FRAGMENT =
  /(?:\b(?:is|are|was|the|an?|of|to|in|for|with|that|and|or|brief)|[,(–-])$|^which (?:is|are|one|of)\b/i;
const USERS = /\b(?:users?|readers?|asker)\b/i;

/** Without the words for you, this and it that are said to anybody: "can you", "how do you", "this function". */
function toAnybody(plain: string): string {
  return plain.replace(SAID_TO_ANYBODY, ' ');
}
const SAID_TO_ANYBODY =
  /^(?:please )?(?:can|could|would|will) you\b|\bhow (?:do|would|can|could) you (?=(?:implement|declare|parse|sort|reverse|iterate|concatenate|compile|calculate|solve|say|spell)\b)|\band (?:how|why|what|where|when) (?:is|are|was|were|do|does|did|can) (?:it|they)\b|\bthis (?=(?:[\w+#.]+ ){0,2}(?:code|function|loop|script|program|query|snippet|class|method|algorithm|error|phrase|sentence|statement|tweet|review|comment|feedback)\b)|\blet['’]s\b.*\byour favou?rite\b/gi;

/** Who writes for colleagues says we and you; who gives an assistant a task does not. */
const OF_THE_TEAM = /\b(?:we|us|our|ours|you|your|yours|they|their|this|these|those|it|its)\b/i;

function isOffTopic(sentence: Sentence, all: Sentence[], asked: Set<string>): boolean {
  const plain = plainOf(sentence.text);
  // The words to be translated may stand anywhere: only the language tells.
  const told = translationRequest.test(plain) ? plain.replace(/^.*\b(?:in|into|to)\b/is, '') : plain;
  const stems = contentStems(told.replace(taskVerbs, '')).map((stem) => stem.slice(0, offTopic.prefix));
  const kind = requestKind(plain) ?? 'question';
  if (stems.length < offTopic.words[kind]) return false;
  const rest = new Set(
    all
      .flatMap((other) => (other === sentence ? [] : contentStems(other.text)))
      .map((stem) => stem.slice(0, offTopic.prefix)),
  );
  if (rest.size < offTopic.context) return false;
  const shared = stems.filter((stem) => rest.has(stem) || asked.has(stem)).length;
  return shared / stems.length <= offTopic.shared[kind];
}
