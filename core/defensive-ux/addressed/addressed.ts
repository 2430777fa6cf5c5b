import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import { isStopWord } from '../../text/words/stop-words-to-search.ts';
import { smallTalk } from '../small-talk/small-talk.ts';
import { addressedWeights as weights } from './weights.ts';
import {
  ABOUT_ONESELF,
  ASKS_FOR_KNOWLEDGE,
  ASKS_WITHOUT_MARK,
  ITS_NAMES,
  LAUGHTER,
  MEANT,
  OF_ONESELF,
  OPENERS,
  PLANS,
  SURPRISE,
  TO_A_BOT,
  TO_A_PERSON,
  TO_THE_ROOM,
  WISH,
} from './words.ts';

/** What was said in a thread, and by whom; null = by Docent. */
export type Said = { by: string | null; text: string };

/** How readily Docent takes a message in a thread of its own for one that is meant for it. */
export type FollowUpPolicy = 'after-its-own' | 'among-people';

/**
 * Whether a message that does not name Docent, in a thread of which it is a part, is meant for it. `before` is what was
 * said there, oldest first. With `after-its-own` it never speaks once people talk to each other below its last reply.
 */
export function isAddressed(
  message: { by: string; text: string },
  before: readonly Said[],
  policy: FollowUpPolicy = 'among-people',
): boolean {
  const { quoted, text } = withoutQuotes(message.text.trim());
  const lower = text.toLowerCase();
  if (calls(lower)) return asks(lower);
  const lastOwn = before.findLastIndex(({ by }) => by === null);
  const all = before.slice(lastOwn + 1);
  // Thanks and thumbs do not begin a talk, and who gives them ends one.
  const since = all.filter((said) => smallTalk(said.text) === null);
  if (lastOwn < 0 || isForOthers(text, lower) || smallTalk(text) !== null) return false;
  if (policy === 'after-its-own' && since.length > 0) return false;
  const isMeant = MEANT.test(lower) && since.length === 0;
  if (!isMeant && !asks(lower)) return false;
  return (
    score(
      { ...message, text, lower, quoted, isMeant, toAsker: isOfOther(all.at(-1), message.by) },
      before.slice(0, lastOwn + 1),
      since,
    ) >= weights.threshold
  );
}

type Read = { by: string; text: string; lower: string; quoted: string; isMeant: boolean; toAsker: boolean };

/** `own` is what was said up to Docent's last reply, `since` what people said after it. */
function score(
  { by, text, lower, quoted, isMeant, toAsker }: Read,
  own: readonly Said[],
  since: readonly Said[],
): number {
  const lastAsker = own.findLast((one) => one.by !== null)?.by;
  const about = stemsOf(text);
  const spokenOf = new Set(own.flatMap((one) => [...stemsOf(one.text)]));
  const spokenSince = new Set(since.flatMap((one) => [...stemsOf(one.text)]));
  const named = [...about].filter((stem) => spokenOf.has(stem)).length;
  const isOfPeople = [...about].some((stem) => spokenSince.has(stem) && !spokenOf.has(stem));
  const words = lower.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const holds: Record<keyof typeof weights.features, boolean> = {
    afterItsOwn: since.length === 0,
    amongPeople: since.length > 0,
    toAsker,
    longTalk: since.length > weights.longTalk,
    askedBefore: lastAsker === by,
    knowledge: ASKS_FOR_KNOWLEDGE.test(lower),
    aboutOneself: ABOUT_ONESELF.test(lower),
    isNamed: named > 0,
    namesMuch: named > 1,
    isOfPeople,
    fragment: since.length > 0 && words <= weights.fragmentWords,
    meant: isMeant,
    wish: WISH.test(lower),
    ofOneself: OF_ONESELF.test(lower),
    surprise: SURPRISE.test(lower),
    quotesIt: quoted !== '' && own.some((one) => one.by === null && one.text.includes(quoted)),
    quotesPeople:
      quoted !== '' && [...own, ...since].some((one) => one.by !== null && one.text.includes(quoted)),
  };
  return Object.entries(weights.features).reduce(
    (sum, [feature, weight]) => sum + (holds[feature as keyof typeof holds] ? weight : 0),
    0,
  );
}

const isOfOther = (said: Said | undefined, by: string): boolean => said !== undefined && said.by !== by;

/** "Docent, and in France?" */
function calls(lower: string): boolean {
  return ITS_NAMES.some((name) =>
    new RegExp(`^(?:(?:hey|hi|ok|so|and) )?${name}\\s*[,:]|,\\s*${name}\\s*\\?+$`).test(lower),
  );
}

function asks(lower: string): boolean {
  return (
    (/[?？]/.test(lower) && /[\p{L}\p{N}]/u.test(lower)) ||
    /[か吗][。\s]*$/u.test(lower) ||
    ASKS_WITHOUT_MARK.test(lower) ||
    WISH.test(lower)
  );
}

/** Whether the words call somebody else: by name, as "you", everybody in the room; or are said in fun. */
function isForOthers(text: string, lower: string): boolean {
  if (/(?:^|[\s(])@[\p{L}\p{N}]/u.test(text)) return true;
  if (TO_THE_ROOM.test(lower) || LAUGHTER.test(lower) || PLANS.test(lower)) return true;
  if (TO_A_PERSON.test(lower.replace(TO_A_BOT, ' '))) return true;
  const [, first = ''] = /^(\p{Lu}\p{Ll}{1,20})[,:]\s/u.exec(text) ?? [];
  if (first !== '' && !OPENERS.has(first.toLowerCase())) return true;
  return /,\s+\p{Lu}\p{Ll}{1,20}\s*[?.!]*$/u.test(text);
}

/** Names of things, by their stems. */
function stemsOf(text: string): Set<string> {
  const words = text.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !isStopWord(word)).map((word) => lightStem(word.toLowerCase())));
}

/** A message without the lines that it quotes, and the first of these. */
function withoutQuotes(text: string): { quoted: string; text: string } {
  const lines = text.split('\n');
  const quoted = lines.find((line) => line.startsWith('>'))?.replace(/^>+\s*/, '') ?? '';
  return {
    quoted,
    text: lines
      .filter((line) => !line.startsWith('>'))
      .join('\n')
      .trim(),
  };
}
