/** How people begin a question, and the words that only hold it together. Data of `question-form.ts`. */

/** What a question asks for. Questions of different frames never share an answer. */
export type Frame = string;

/** Politeness and hedges before the question proper. */
export const OPENINGS: readonly RegExp[] = [
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: there| docent| everyone| all| team)?\b[ ,!.]*/,
  /^(?:please|kindly|quick question|question|so|well|ok|okay|also|just)\b[ ,:]*/,
  /^(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please )?(?:tell|explain|show|remind|help) (?:me |us )?(?:to understand |understand |with )?/,
  /^(?:please )?(?:tell|remind|explain to|show) (?:me|us) (?:about )?/,
  /^(?:do|does) (?:you|anyone|anybody|someone) (?:happen to )?know (?:if |whether )?/,
  /^i(?: would|'d| am| was|'m)? (?:like|want|need|wanted|wondering|curious|trying) (?:to )?(?:know|find out|learn|understand|ask)? ?(?:if |whether |about )?(?=(?:how|what|when|where|who|why|which|can|is|are|do|does)\b)/,
  /^(?:i wonder|any idea|any ideas) (?:if |whether )?/,
];

/** Beginnings, most telling first. What a pattern matches is taken away; what it names stays. */
export const FRAMES: readonly (readonly [RegExp, Frame])[] = [
  [
    /^(?:what|which) (?:is|are|would be|could be|was|might be) (?:the )?(?:reasons?|causes?) (?:why|that|for|of|to|behind)?\b/,
    'why',
  ],
  [/^(?:for what reason|how come|what makes|what is it that makes|why)\b/, 'why'],
  [
    /^(?:what|which) (?:is|are|would be) (?:the |a |an )?(?:best |right |correct |proper |easiest |simplest |usual )?(?:ways?|procedures?|process|methods?|steps?|approach|how to) (?:to|for|of|in which)\b/,
    'how',
  ],
  [
    /^(?:what|which) (?:steps?|actions?|measures?) (?:should|do|must|can|need|could|are|have)(?: \w+){0,6}? (?:take|taken|to take|follow|necessary|needed|required) (?:in order )?to\b/,
    'how',
  ],
  [/^(?:in|by) (?:what|which) (?:ways?|means|manner)\b/, 'how'],
  [
    /^what (?:can|should|must|do|could|does)(?: (?:i|we|you|one|people|someone|somebody|anyone)) (?:have to |need to )?do (?:in order )?to\b/,
    'how',
  ],
  [/^what (?:can|should|must|could) be done (?:in order )?to\b/, 'how'],
  [/^what to do (?:in order )?to\b/, 'how'],
  [
    /^is there (?:a|any|some) (?:easy |quick |simple )?(?:ways?|means|method|possibility) (?:to|of|for|that)\b/,
    'how',
  ],
  [
    /^what (?:can|should|must|do|could|does|would|shall)(?: (?:i|we|you|one|people|someone|somebody|anyone)) (?:have to |need to )?do (?=(?:if|when|once|after|in case|about|with)\b)/,
    'what-do',
  ],
  [/^what to do (?=(?:if|when|once|after|in case|about|with)\b)/, 'what-do'],
  [
    /^how (?:should|must|do|shall) (?:i|we|you|one|people|someone) (?:act|react|proceed|behave) (?=(?:if|when|once|after|in case)\b)/,
    'what-do',
  ],
  [/^(?:what|which) (?:is|are) the (?:maximum |total )?(?:number|count|amount) of\b/, 'how-many'],
  [/^(?:what|which) (?:is|are|would be) the (?:price|cost|charge|fee)s? (?:of|for)\b/, 'how-much-cost'],
  [/^how much (?:do|does|did|will|would|must|should) (?=.*\bcosts?\b)/, 'how-much-cost'],
  [/^how (?:expensive|much) (?:is|are|for)\b/, 'how-much-cost'],
  [
    /^how (many|much|long|often|far|old|soon|late|early|fast|big|large|high|frequently|quickly|tall|wide|deep|heavy)\b/,
    'how-$1',
  ],
  [/^(?:what|which) (?:is|are) (?:the )?(?:length|duration) of\b/, 'how-long'],
  [/^what (?:do|does|did|will|would) (?=.*\bcosts?\b)/, 'how-much-cost'],
  [/^(?:do|does) (?:we|you|the company|the firm) have (?:a|an|any)\b/, 'is-there'],
  [/^(?:until when|by when|since when|from when)\b/, 'when-bound'],
  [
    /^(?:at |on |by )?(?:when|what time|what date|which date|which day|what day|what days|which days)\b/,
    'when',
  ],
  [
    /^(?:where|(?:in|at|on) (?:what|which) (?:place|location|site)|what is the location of|in what place)\b/,
    'where',
  ],
  [/^whose\b/, 'whose'],
  [/^(?:who|whom|which person|what person|which people)\b/, 'who'],
  [
    /^how (?:do|does|can|could|should|would|will|might|is|are|shall) (?:i|we|you|one|people|someone|somebody|anyone) (?:able |going |supposed )?(?:go about )?/,
    'how',
  ],
  [/^how (?:to|do|does|can|could|should|would|will|might|is|are|shall|go about)\b/, 'how'],
  [/^how\b/, 'how'],
  [
    /^(?:is|are|would|will) it (?:be )?(?:possible|allowed|permitted|ok|okay|fine|acceptable|permissible) (?:for (?:me|us|you|one|people|someone|somebody) )?(?:to|that|if|for)\b/,
    'can',
  ],
  [/^(?:am i|are we|are you|is one|are people) (?:allowed|able|permitted) to\b/, 'can'],
  [/^(?:can|could|may|might)\b/, 'can'],
  [
    /^(?:is|are) it (?:necessary|required|mandatory|obligatory|needed) (?:for (?:me|us|you|one) )?(?:to|that)\b/,
    'must',
  ],
  [
    /^(?:do|does|must|should|am|are|is) (?:i|we|you|one|people|someone) (?=(?:have|need|required|obliged) )/,
    'must',
  ],
  [/^must\b/, 'must'],
  [/^(?:should|shall|ought)\b/, 'should'],
  [/^(?:what|which) (?:is|are|do you mean by|does|was|were|do)\b/, 'what'],
  [/^(?:what|which)\b/, 'what'],
  [/^(?:is|are) there\b/, 'is-there'],
  [/^(?:is|are|am|was|were|do|does|did|has|have|had|will|would|isn't|aren't|doesn't|don't)\b/, 'yes-no'],
];

/** Words that hold a question together and may be there or not. */
export const FILLERS: ReadonlySet<string> = new Set(
  `a an the this that these those some i me my mine we us our ours you your yours one ones someone somebody anyone anybody
  it its he she they them their theirs there here
  be am is are was were been being do does did have has had will would shall should can could may might must ought
  need needs needed have_to required necessary able allowed permitted supposed possible
  of in on at for to by with about regarding as and or so then also too if that which who whom whose
  please kindly exactly actually really simply properly correctly just basically generally specifically maybe perhaps
  thank thanks hi hello person people user docent bot way thing get go want like know tell`.split(/\s+/),
);

/** Small words that look like fillers and are not: they stay. `or`/`and` change what is asked for together. */
export const KEPT: ReadonlySet<string> = new Set(
  'or this these those that he she they them their who whom whose get go'.split(' '),
);
