/** What a question asks for, as far as its answer's form shows it. */
export type QuestionKind =
  | 'number'
  | 'time'
  | 'duration'
  | 'money'
  | 'person'
  | 'contact'
  | 'place'
  | 'yes-no'
  | 'list'
  | 'steps'
  | 'definition'
  | 'reason'
  | 'difference'
  | 'other';

/** Politeness and lead-ins before what is asked. */
export const INDIRECT =
  /^(?:(?:hi|hey|hello|so|and|but|ok|okay|please|pls|sorry|quick question)[,:!.]? +)*(?:(?:can|could|would) (?:you|anyone|somebody|someone) (?:please )?(?:tell|explain|remind|show|help)(?: me| us)?(?: with)?|(?:do|does) (?:you|anyone|anybody|somebody|someone) know|i(?:'d| would)? (?:like|want|need) to know|i wonder|any idea|tell me|explain)? *(?:if |whether )?/i;

/** Tried in order on what is asked, without its lead-in; the first that fits names the kind. English; else `other`. */
export const QUESTION_PATTERNS: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'yes-no',
    /^(?:is|are|am|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had)\b(?!.*\bor\b.*\?$)/i,
  ],
  [
    'difference',
    /\bdifferen(?:ce|t|ces)\b.*\b(?:between|from|than|to)\b|\bdiffers?\b|\bcompared? (?:to|with)\b|\bversus\b|\bvs\b/i,
  ],
  // A question for conditions, not for a person.
  [
    'list',
    /\bwho(?:'s| is| are) (?:eligible|entitled|allowed|covered|exempt)\b|\bwho (?:qualifies|qualify)\b|\beligib\w+\b/i,
  ],
  [
    'definition',
    /\bwhat\b.{1,60}\b(?:mean|means|stands? for)\b|\bdefin(?:e|ition)\b|\bmeaning of\b|\bhow (?:does|do) .{1,50} work\b/i,
  ],
  [
    'money',
    /\bhow much (?:money|does|do (?:i|we|they|you) (?:get|earn|pay)|(?:is|are) (?:the|it|a|an)\b.*\b(?:costs?|price|fees?|pay|salary|dues))|\b(?:what|whats|what's|how high)\b.*\b(?:costs?|price|fees?|salary|allowance|budget|refund|per diem|hourly rate|daily rate)\b|\bhow (?:much|expensive)\b.*\b(?:cost|pay|paid|charge|spend|reimburse)/i,
  ],
  [
    'contact',
    /\b(?:e-?mail|mail|phone|telephone|fax|contact) (?:address|number|details|person|info)|\b(?:what|which|whats|what's) (?:is )?(?:the |our |your )?(?:e-?mail|phone|telephone|hotline|contact|slack channel|channel)\b|\bnumber (?:to|do i|can i) call\b|\bhow (?:do|can|should) (?:i|we) (?:reach|contact|get in touch)\b|\bwhom? (?:do|should|can|must|to) ?(?:i|we)? ?(?:contact|call|ask|write|e-?mail|mail|tell|report|talk|turn)\b|\bwhere (?:do|should|can|must) (?:i|we) (?:report|write to|complain)\b/i,
  ],
  [
    'duration',
    /\bhow long (?!(?:a|an)\b)(?!.*\b(?:titles?|texts?|names?|cables?|passwords?|pages?|files?|messages?)\b)|\bhow many (?:minutes|hours|days|weeks|months|years)\b|\bfor how (?:long|many)\b|\bwhat(?:'s|s| is) the (?:notice period|duration)\b/i,
  ],
  [
    'person',
    /^\W*(?:\w+ ){0,2}who(?:se|m|'s)?\b|\bwho(?:se|m)? (?:is|are|was|were|do|does|did|can|should|must|will|would|may|has|pays?|decides?|approves?|signs?|owns?|handles?)\b|\bwhich (?:person|team|colleague|role|department)\b/i,
  ],
  [
    'time',
    /^\W*(?:\w+ ){0,2}when\b|\bwhen (?:is|are|was|were|do|does|did|can|could|should|must|will|would|may|has|have)\b|\b(?:what|which) (?:year|date|day|days|time|times|month|week|hours)\b|\b(?:until|by|since) when\b|\b(?:release|start|end|due) date\b|\bhow often\b|\bwhich (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bdeadline\b|\b(?:opening|building|business|office|working) hours\b/i,
  ],
  [
    'number',
    /\bhow (?:many|much|old|far|large|big|high|fast|wide|heavy|low|small|deep|tall|long)\b|\b(?:what|which|whats|what's|wich)\b.*\b(?:number|percentage|percent|size|limit|maximum|minimum|value|range|version|port|bitrates?|resolution|threshold|ratio|dbs?)\b|\b(?:registration|account|phone|serial|room|version) number\b|\b(?:postal|zip|area|country|exit|bank|swift|discount) code\b|\b(?:bic|swift|iban|vat)\b/i,
  ],
  [
    'place',
    /\bwh?ere?\b|\b(?:what|which) (?:city|country|place|state|region|room|building|floor|folder|directory|address|path|office)\b|\b(?:street|postal) address\b|\baddress\b|\bfolder\b|\blocation\b/i,
  ],
  [
    'reason',
    /\bwhy\b|\bhow come\b|\bwhat(?:'s|s| is| are)? the (?:reasons?|causes?|purpose|point|goals?|aims?|use|benefits?)\b|\bwhat causes?\b|\bfor what reason\b|\bgood for\b/i,
  ],
  [
    'steps',
    /\bhow (?:do|can|should|would|does|must|to|2|did|i)\b|\bhow'd\b|\bsteps?\b|\b(?:procedure|process|instructions|checklist|tutorial)\b|\bguide (?:to|for|on)\b|\bwhich commands?\b|\bwhat (?:do|should|must) (?:i|we) (?:do|have to do)\b/i,
  ],
  [
    'definition',
    /^(?:(?:what|wat) (?:is|are|was|were)|whats|what's)\s*(?:an?|the)?\b ?(?:[\p{L}\p{N}'’_.-]+ ?){1,5}\??$|^what does .{1,40} do\??$/iu,
  ],
  [
    'list',
    /\b(?:which|what) (?:[\p{L}-]+ ){0,2}(?!is|was|does|has)\p{L}{2,}s (?:are|were|do|does|did|can|could|should|may|must|have|will|to|there)\b|\b(?:which|what) (?:are|were) (?:the|our|your|its|all)\b|\blist\b|\bexamples?\b|\bwhat (?:kinds?|types?|sorts?)\b|\bname (?:all|the)\b|\brequirements?\b/iu,
  ],
];

const NUMERAL =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|million|half|twice|once|zero|unlimited|no limit';
const UNIT = 'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|nights?';

/** What a text of the asked kind holds. Kinds that are missing cannot be told by such signs. */
export const ANSWER_PATTERNS: Partial<Record<QuestionKind, RegExp>> = {
  number: new RegExp(`\\d|\\b(?:${NUMERAL})\\b`, 'i'),
  time: new RegExp(
    `\\b(?:19|20)\\d\\d\\b|\\b\\d{1,2}(?:[:.]\\d\\d| ?[ap]\\.?m\\b)|\\b\\d{1,2}(?:st|nd|rd|th)\\b|\\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|(?:in|of|by|until|since|before|after|early|late|mid|\\d)[ -]may|noon|midnight|never|any ?time|daily|weekly|monthly|quarterly|annually|yearly|(?:before|after|within|until|by|every|each) (?:the |a |an )?(?:end|beginning|first|second|third|last|day|week|month|quarter|year|${NUMERAL}|\\d+))\\b|\\b(?:\\d+|${NUMERAL})(?: \\(\\d+\\))? (?:${UNIT})\\b`,
    'i',
  ),
  duration: new RegExp(
    `\\b(?:\\d+(?:[.,]\\d+)?|an?|${NUMERAL}|several|few)(?: \\(\\d+\\))?[- ](?:\\w+ )?(?:${UNIT})\\b|\\b(?:indefinitely|forever|never|permanent(?:ly)?|\\d+ ?(?:ms|s|h|min))\\b`,
    'i',
  ),
  money:
    /[$€£¥]\s?\d|\d\s?(?:[$€£¥]|usd|eur|gbp|chf|dollars?|euros?|pounds?|cents?|%)|\d+(?:[.,]\d+)? ?(?:%|percent)|\bfree of charge\b|\bfor free\b/i,
  person:
    /(?:^|[\s(“"])(?:\p{Lu}\p{L}+ ){1,3}\p{Lu}\p{L}+|\b(?:team|manager|director|coordinator|officer|supervisor|lead|admin(?:istrator)?|chair|board|committee|staff|founder|colleagues?|desk|department|owner|maintainers?|secretary|ceo|cto|hr)\b/u,
  contact:
    /[\w.+-]+@[\w-]+\.\w+|\bhttps?:\/\/|\bwww\.|\+?\d[\d ()/-]{6,}\d|#[\p{L}\d][\p{L}\d_-]+|\b(?:[Aa]sk|[Cc]all|[Cc]ontact|[Ee]-?mail|[Mm]essage|[Tt]ell|[Ww]rite to|[Rr]each out to|[Tt]alk to|[Tt]urn to) (?:the|your|our|an?|\p{Lu})/u,
  place:
    /\b(?:in|at|near|from|to|on|under|into|via|through) (?:the |your |our |a |an )?[\p{Lu}~%"“/]|[\w~%]+[\\/][\w~%]+|\b\d{4,5} ?\p{Lu}|\b(?:located|stored|found|room|floor|building|office|street|folder|directory|menu|drive)\b/u,
  steps:
    /(?:^(?:[-*•] |\d+[.)] )?|[.:,;>] |\b(?:and|then|simply|just|please|first|by) )(?:go|click|select|open|press|choose|run|use|using|send|ask|fill|add|e-?mail|contact|submit|install|download|enter|type|create|set|start|log|sign|check|write|request|complete|follow|call|tell|book|visit|navigate|drag|copy|paste|register|apply|talk|reach|get|put|turn|enable|disable|find|let|make|move|remove|delete|update|upload|report|discuss|schedule|review|decide|raise)\b|\byou(?:'ll| will)? (?:can|must|should|need to|have to|may)\b/im,
  reason:
    /\b(?:because|since|due to|so that|in order to|reasons?|therefore|as a result|caused?(?: by)?|leads? to|to (?:avoid|prevent|ensure|make sure|help|keep|allow|protect)|helps?|allows?|purpose|goal|why|otherwise|happens? (?:if|when))\b/i,
  definition:
    /\b(?:is|are|was|were|means?|refers? to|stands? for|describes?|defined|consists? of|occurs?|happens?|indicates?|lets you|allows|removes|adds?|records|encompass(?:es|ing))\b|^[^.:]{1,60}[:–—-] \S/i,
  'yes-no':
    /^(?:[-*•] )?(?:yes|no|yep|nope|not|never|always|only|it depends)\b|\b(?:can|cannot|can't|may|must|should|allowed|permitted|forbidden|possible|supports?|supported|need|needs|required|not|never|don't|doesn't|won't|isn't|aren't|available|eligible|entitled|separate)\b/i,
};

/** Words that name the kind of thing that is asked for, and not what it is about. */
export const KIND_WORDS: Partial<Record<QuestionKind, RegExp>> = {
  contact: /\b(?:phone|telephone|fax|e-?mail|mail|contact|address|number|details|info)\b/gi,
};

/** Ways to reach somebody, where one is asked for by name, and what it looks like. */
export const CONTACT_WAYS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:phone|telephone|fax|hotline|number (?:to|do i|can i) call)\b/i,
    /\+?\d[\d ()./-]{5,}\d|\bextension \d+/,
  ],
  [/\be-?mail|\bmail address/i, /[\w.+-]+@[\w-]+\.\w+/],
  [/\bchannel\b/i, /#[\p{L}\d][\p{L}\d_-]+|\bchannel\b/iu],
];

/** Where a sentence goes on to say what its subject is. */
export const DEFINES =
  /(?<=^.{2,60})(?:\b(?:is|are|was|were|means?|refers? to|stands? for|describes?|consists? of|lets|allows|removes|records|occurs?|happens?|indicates?)\b|[:–—] )/i;

/** An item that begins with what to do. */
export const ACTION =
  /^\s*(?:[-*•] |\d+[.)] )?(?:(?:first|then|next|finally|please|now|once|when|if)\b[^.]{0,60}?,? )?(?:go|click|select|open|press|choose|run|use|send|ask|fill|add|e-?mail|contact|submit|install|download|enter|type|create|set|start|log|login|sign|check|write|request|complete|follow|call|tell|book|visit|navigate|drag|copy|paste|register|apply|get|put|turn|enable|disable|find|make|move|remove|delete|update|upload|report|discuss|schedule|review|decide|raise|read|wait|join|share|save|export|import|restart|close|scroll|look|take|attach|upload|invite|confirm|verify)\b/i;

/** A question for something to type. */
export const COMMAND = /\bcommands?\b|\bcommand[- ]line\b|\bterminal\b/i;

/** A list or a paragraph that only sends on to other pages. */
export const REFERS =
  /^(?:(?:this|the following|these) (?:page|section|guide|document|article|chapter|links?|pages?) (?:outlines?|describes?|explains?|covers?|shows?|lists?|provides?|contains?|gives?|helps?)|(?:please )?(?:refer to|see|visit|check out|read|go to) (?:the|our|this|these|opm|gsa|\p{Lu})|more (?:on|about|information)|see also|see:|read more|further (?:reading|learning|information|help)|related(?: \w+)?|useful links?|links|resources|learn more|next steps?|references|for (?:more|further) (?:information|details))\b/iu;

/** A heading that names the kind of thing that is asked for. */
export const HEADING_SIGNS: Partial<Record<QuestionKind, RegExp>> = {
  steps:
    /^(?:how\b|(?!mailing|meeting|training|building)\p{L}+ing\b|steps?\b|to \p{L}+)|\b(?:procedure|process|instructions|steps)\b/iu,
  reason: /\b(?:goals?|purpose|why|causes?|reasons?|aims?|background|benefits?|motivation|rationale)\b/i,
  definition:
    /\b(?:definitions?|what (?:is|are)|overview|about|introduction|meaning|causes?|glossary|terms?)\b/i,
  list: /\b(?:eligib\w+|requirements?|conditions?|types?|kinds?|list|examples?|who)\b/i,
  contact: /\b(?:contacts?|reach|get in touch|support|e-?mail|phone)\b/i,
  place: /\b(?:where|locations?|address|directions|folders?)\b/i,
  time: /\b(?:when|hours|schedule|dates?|deadlines?|timeline|calendar)\b/i,
  duration: /\b(?:how long|duration|length|periods?|timeline)\b/i,
  person: /\b(?:who|roles?|responsib\w+|team|people|contacts?)\b/i,
  money: /\b(?:costs?|prices?|pricing|fees?|rates?|budget|salar\w+|pay|reimburse\w+|allowance)\b/i,
};

/** A note that belongs to the steps above it. */
export const NOTE =
  /^(?:\w+ )?(?:note|tip|hint|warning|caution|important|info|attention|remember|best practice)s?\b[:!]?/i;

/** A number in words or digits, as it stands before what is counted. */
export const COUNTED = new RegExp(`(?:\\d[\\d.,]*|\\b(?:${NUMERAL}))\\)?[ -](?:[\\p{L}-]+ ){0,3}?`, 'iu');

/** How a yes/no answer begins under a heading that says the question. */
export const SAYS_YES_OR_NO =
  /^(?:[-*•] )?(?:yes|no|yep|nope|it depends|not|never|only|absolutely|of course|unfortunately)\b/i;

/** Where a question falls into two: a mark before more words, or a joining word before a word that asks. */
export const SECOND_QUESTION =
  /\?+\s+(?=\S)|[,;]?\s+(?:and|&|or|but|also|plus)\s+(?:also\s+)?(?=(?:how|what|whats|what's|when|where|wher|who|whom|whose|which|wich|why|can|could|do|does|did|is|are|may|should|must|will|would)\b)/i;

/** One thing asked of two places, times or people: "… in Rome and in Oslo". */
export const TWO_OF_A_KIND =
  /^(.*?)\b(in|for|at|on|from|to|with|of) ([^,?]{2,40}?),? (?:and|or) \2 ([^,?]{2,40}?)\?*$/i;

/** The two sides that a question sets against each other. */
export const SIDES: readonly RegExp[] = [
  /\bbetween\s+(?:an?\s+|the\s+)?(.+?)\s+(?:and|&|or)\s+(?:an?\s+|the\s+)?([^?]+?)(?:\s+(?:in|for|on|at|when)\s+[^?]+)?\??$/i,
  /\b(?:does|do|is|are)\s+(?:an?\s+|the\s+)?(.+?)\s+(?:differ|different)\s+(?:from|to|than)\s+(?:an?\s+|the\s+)?([^?]+)/i,
  /^(?:an?\s+|the\s+)?(.+?)\s+(?:versus|vs\.?)\s+(?:an?\s+|the\s+)?([^?]+)/i,
];

/** A sentence that points back: it needs the one before it to be understood. */
export const POINTS_BACK =
  /^(?:(?:but|and|so|yet|or) )?(?:it|its|they|their|them|this|these|that|those|he|she|however|then|also|instead|otherwise|such|therefore|thus|hence|again|moreover|furthermore|additionally|in addition|for example|for instance|e\.g\.|in that case|in this case|if so|if not|both|neither|either|the (?:same|latter|former)|as such|similarly|alternatively|here|there,|(?:once|when|after) (?:you|this|that|it)(?:['’]re| are| is)? (?:there|done|ready|complete|finished)|(?:after|before) (?:this|that|which))\b/i;
