/** What kind of thing a question asks for; null where its words do not say. English only: elsewhere it says nothing. */
export type AskedKind = 'number' | 'time' | 'name' | 'place' | 'reason' | null;

const QUESTIONS: readonly (readonly [Exclude<AskedKind, null>, RegExp])[] = [
  ['number', /\b(?:how (?:many|much|long|old|often|far|large|big|high|fast)|what (?:percentage|number))\b/i],
  ['time', /\b(?:when|(?:what|which) (?:year|date|day|time))\b/i],
  ['name', /\bwho(?:se|m)?\b/i],
  ['place', /\bwhere\b|\b(?:what|which) (?:city|country|place|state|region)\b/i],
  ['reason', /\bwhy\b/i],
];

const ANSWERS: Readonly<Record<Exclude<AskedKind, null>, RegExp>> = {
  number:
    /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|half|twice)\b/i,
  time: /\b\d{4}\b|\b\d{1,2}(?::\d\d| ?[ap]m)\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|century|daily|weekly|monthly|days?|weeks?|hours?)\b/i,
  name: /(?:^|\s)[^\s.!?]+\s+\p{Lu}\p{Ll}+/u,
  place: /\b(?:in|at|near|from|to|of|on) (?:the )?\p{Lu}/u,
  reason:
    /\b(?:because|since|due to|so that|in order to|reason|therefore|as a result|caused? by|leads? to)\b/i,
};

export function askedKind(question: string): AskedKind {
  return QUESTIONS.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
}

/** Whether a sentence holds a thing of that kind. */
export function holdsKind(sentence: string, kind: AskedKind): boolean {
  return kind !== null && ANSWERS[kind].test(sentence);
}
