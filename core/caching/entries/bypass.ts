/** Why a question is neither served from the cache nor kept in it. */
export type Bypass = 'personal' | 'time-bound' | 'context-bound' | null;

/** About the asker as a person: their data or state, not a procedure that anybody could follow. */
const PERSONAL: readonly RegExp[] = [
  /\b(?:am|was) i\b(?! (?:allowed|able|permitted|required|supposed|obliged|expected|entitled) to\b)/i,
  /\b(?:have|had|did) i\b/i,
  /\bi(?: have|'ve)? (?:just |already |recently |still )?(?:earn|live|was|earned|ordered|received|joined|started|forgot|lost|paid|sent|booked|been)\b/i,
  /\b(?:i am|i'm) (?!(?:going to|trying to|looking for|wondering|not sure|unable to|sick|ill|on\b))/i,
  /\b(?:what|where|when|who|which|how (?:much|many|long|old|high|big)) (?:is|are|was|were|'s|will|does|did)(?: \w+)? my\b/i,
  /\b(?:what|where|who)'s my\b/i,
  /\bhow (?:much|many) (?:\w+ ){0,4}(?:do|did|have|can|will) i (?:still |currently )?(?:have|earn|owe|get paid|make|left)\b/i,
  /\b(?:left|remaining|balance|owe)\b.*\b(?:i|me|my)\b|\b(?:i|my)\b.*\b(?:left|remaining|balance|so far)\b/i,
  /\bmy (?:own )?(?:name|salary|wage|pay|bonus|balance|order|ticket|appointment|shift|score|rating|review|age|birthday|address|phone|number)\b/i,
  /\b(?:show|tell|give|send) me my\b/i,
  /\bfor me personally\b/i,
];

/** Whose answer depends on when it is asked. */
const TIME_BOUND: readonly RegExp[] = [
  /\b(?:today|tonight|tomorrow|yesterday|nowadays)(?:'s)?\b/i,
  /\b(?:right now|just now|for now|as of now|at the moment|at present|so far|lately|recently)\b/i,
  /\bnow\b(?! and then)/i,
  /\b(?:currently|latest|newest|most recent|up[- ]to[- ]date|upcoming)\b/i,
  /\b(?:this|next|last|past|coming|previous|current) (?:hour|morning|afternoon|evening|night|week|weekend|month|quarter|year|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
  /\b(?:in|within) the (?:next|last|past) \w+ (?:hours?|days?|weeks?|months?|years?)\b/i,
  /\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b/i,
  /\bwhat (?:time|day|date) is it\b|\bis it (?:still )?(?:open|down|up)\b/i,
  /\b(?:what's new|what has changed|what changed)\b/i,
];

/** Leans on something said before, so that the words alone do not say what is asked. */
const CONTEXT_BOUND: readonly RegExp[] = [
  /^(?:and|but|or|so|then|also|what about|how about|what if|why not|which one|und|aber|et|mais|y|pero)\b/i,
  /[.?!]\s+(?:and|but|or|so|then|also|what about|how about|what if|why not|which one)\b/i,
  /\b(?:this|that|these|those|the same|such a) (?:one|ones|thing|case|document|page|file|answer|message|thread|channel|link)\b/i,
  /\b(?:above|aforementioned|former|latter|previous answer|you (?:just )?(?:said|mentioned|wrote|told))\b/i,
  /^(?:what|why|how|when|where|who|can|could|is|are|does|do|did|will|would|should|must) (?:(?:is|are|was|were|do|does|did|can|will|would|should|much is|many are|long is|about) )?(?:it|this|that|these|those|they|them|he|she)(?=[ ?.!]|$)(?! (?:possible|allowed|permitted|necessary|required|ok|okay|fine|acceptable|mandatory|true|legal|safe|worth|normal|better|take|cost|too|mean)\b)/i,
  /\b(?:do|does|did|use|change|cancel|get|see|fix|open|delete|remove|find|send|need|have|about|for|with|of|to) (?:it|this|that|these|those|them)[?.! ]*$/i,
];

/** Why the question must not be served or kept; null for nearly every question. */
export function bypassOf(question: string): Bypass {
  const text = question.normalize('NFKC').replace(/[‘’]/g, "'").replace(/\s+/g, ' ').trim();
  if (CONTEXT_BOUND.some((pattern) => pattern.test(text))) return 'context-bound';
  if (PERSONAL.some((pattern) => pattern.test(text))) return 'personal';
  return TIME_BOUND.some((pattern) => pattern.test(text)) ? 'time-bound' : null;
}
