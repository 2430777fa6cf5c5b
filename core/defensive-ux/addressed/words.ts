/** Words by which it is told for whom a message in a thread is meant. Regular expressions over text in lower case. */

const any = (...parts: readonly string[]) => parts.join('|');

/** Calls to everybody in the room. */
export const TO_THE_ROOM = new RegExp(
  any(
    String.raw`\b(?:does|do|has|have|is|did|can|could|would|will|was) (?:any|some)(?:one|body|of you)\b`,
    String.raw`^(?:\S+ )?(?:any(?:one|body)|some(?:one|body))\b`,
    String.raw`\b(?:any(?:one|body)) (?:else|here|up for|know|got|have|free)\b`,
    String.raw`\b(?:you|hey|hi|hello|ok|so) (?:all|guys|folks|everyone|everybody|team|people)\b`,
    '^(?:guys|folks|team|all)[,:]',
    String.raw`\bwho(?:['’]s| is| else is| wants| would)? (?:up for|in for|coming|joining|wants?|like|free|with me)\b`,
    String.raw`@(?:here|channel|everyone)\b`,
    String.raw`\b(?:jemand|irgendwer|quelqu['’]un|alguien|alguém|qualcuno|iemand|någon|ktoś|birisi)\b`,
    '誰か',
  ),
  'u',
);

/** What a person says to a person: what they do, did, want, think. The forms that ask a bot for words are taken out first. */
export const TO_A_PERSON = new RegExp(
  any(
    String.raw`\b(?:you|your|yours|yourself|u|ur|you['’](?:re|ve|ll|d)|ya|y['’]all)\b`,
    String.raw`\b(?:du|dir|dich|dein\p{L}*|ihr|euch|euer|eure\p{L}*)\b`,
    String.raw`(?:^|\s)(?:tu|t['’]as|t['’]es|toi|ton|ta|tes)\b`,
    String.raw`\b(?:tú|tienes|puedes|quieres|vas|sabes|estás|hiciste|vienes)\b`,
    String.raw`\b(?:você|vocês|tens|podes|queres|hai|puoi|vuoi|sei|jij|jullie|heb je|wil je|kun je)\b`,
  ),
  'u',
);

/** "Can you explain": what a bot is asked for. "How do you", "if you": nobody in particular. */
export const TO_A_BOT = new RegExp(
  any(
    String.raw`\b(?:can|could|would|will) (?:you|u) (?:please |also |maybe |just )*(?:give|explain|show|tell|list|summari[sz]e|translate|define|describe|elaborate|compare|repeat|rephrase|link|quote|cite|clarify|be more|say|find|look up|expand|break)\b`,
    String.raw`\bdo you (?:have (?:a |an |any |the )?(?:more|example|link|source|detail|info|document|template)|know)\p{L}*`,
    String.raw`\b(?:how|where|when|what|which \S+) (?:do|can|should|must|would) you\b(?= (?:get|find|reset|book|request|claim|file|report|apply|set|use|order|change|add|remove|install|enter|open|close))`,
    String.raw`\b(?:if|when|unless|once|before|after) you\b`,
    String.raw`\b(?:kannst|könntest) du (?:mir |uns |das |bitte |noch )*(?:erklären|zeigen|sagen|nennen|auflisten|zusammenfassen|\S+ (?:erklären|zeigen|sagen|nennen|zusammenfassen))`,
    String.raw`\b(?:puedes|podrías) (?:explicar|mostrar|decir|dar|resumir)\p{L}*`,
    String.raw`\b(?:peux|pourrais)[- ]tu (?:m['’])?(?:expliquer|montrer|dire|donner|résumer)`,
  ),
  'gu',
);

/** Plans that people make with each other. */
export const PLANS =
  /\b(?:shall|should|could|can|let['’]?s|are|when do) (?:we|us)\b(?! (?:have to|need|get|claim|file|book|order|use|request|store|keep|delete|name|support|pay|bill|report|log))|\blet['’]?s\b|\bwhat about (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bsollen wir\b|\bon (?:y va|se voit)\b|\bquedamos\b/u;

/** Said in fun. */
export const LAUGHTER =
  /😂|🤣|😅|😆|😜|😬|\b(?:lol|lmao|rofl|mdr|jaja+|(?:ha){2,}|(?:he){2,}|xd)\b|:(?:joy|rofl|sweat_smile):/u;

/** Surprise rather than a question. */
export const SURPRISE =
  /\?{2,}|\?!|!\?|\bsince when\b|^(?:really|seriously|huh|wow|oh no|no way|what)\s*[?!,]|^wait,? (?:what|so|are|is|really)\b/u;

/** What somebody believes, hopes or has lived through: said to people. */
export const OF_ONESELF =
  /^(?:oh |hm+,? |well,? )?(?:i (?:thought|think|guess|hope|bet|heard|wonder|remember|believe|love|hate)|hope|guess|thought|bet|maybe|probably)\b|\b(?:last (?:time|week|month|year)|yesterday|this morning|used to|was it|were (?:we|they)|did (?:it|they|we)|who (?:was|were|did))\b/u;

/** Starts of a sentence that ask also without a question mark. */
export const ASKS_WITHOUT_MARK =
  /^(?:(?:and|but|so|ok|okay|thanks|also|then)[,!. ]+)*(?:(?:who|what|when|where|which|why|how|whose)\b.{0,40}\b(?:do|does|did|is|are|can|may|must|should|will|would|happens|counts)\b|(?:can|may|must|do|should) (?:i|we)\b|(?:is|are) there\b|what about\b)/u;

/** "List the holidays in Spain", "same for Portugal please", "in German": wishes for words. */
export const WISH = new RegExp(
  any(
    String.raw`^(?:(?:please|pls|ok|okay|and|now|then|also|thanks)[,!. ]+)*(?:list|tell me|explain|show me|give me|summari[sz]e|translate|define|describe|elaborate|compare|repeat that|more (?:details?|about|on|info)|same (?:for|question)|shorter|tl;?dr)\b`,
    String.raw`^(?:(?:please|and|now|ok|the same) )?in (?:english|german|french|spanish|italian|portuguese|dutch|plain|simple|short)\b`,
    String.raw`^(?:auf (?:deutsch|englisch)|en (?:français|anglais|español|inglés)|kürzer|mehr (?:dazu|details)|erklär|zeig|nenn)\b`,
    String.raw`\b(?:version|details?|example|examples|words|summary|source|link)\b.{0,30}\b(?:please|pls|bitte|stp|svp|por favor)\b`,
    String.raw`^(?:source|link|example|beispiel|quelle|exemple|ejemplo)s?\s*\?*$`,
  ),
  'u',
);

/** The asker says anew what was to be answered. */
export const MEANT = new RegExp(
  any(
    String.raw`\bi (?:meant|mean|was asking|asked|am asking|was looking for|want to know|need to know)\b`,
    String.raw`\b(?:not|isn['’]t) what i (?:asked|meant|need|wanted|was asking)\b`,
    String.raw`^no[,.:]? (?:a|an|the|for|in|not|about|i)\b`,
    String.raw`\bich (?:meinte|meine)\b|\bje (?:voulais dire|parlais)\b|\bme refería\b|\bintendevo\b|\bquis dizer\b|\bik bedoel(?:de)?\b`,
  ),
  'u',
);

/** What rules, terms and places are asked with. */
export const ASKS_FOR_KNOWLEDGE = new RegExp(
  any(
    String.raw`\bhow (?:long|many|much|often|far|soon|late|early|big|old|do (?:i|we)|can (?:i|we))\b`,
    String.raw`\b(?:is|are) there\b|\bwhat (?:is|are|happens|counts|does)\b|\bwhat['’]s the\b|\bwho (?:can|may|must|approves|decides|is responsible|do (?:i|we))\b`,
    String.raw`\b(?:does|do|is|are) (?:it|that|this|the|those|these|they) (?:also|only|always|(?:also )?(?:apply|include|hold|cover|count|mean|have|need|valid|mandatory|allowed|required|possible|open|closed|paid))\b`,
    String.raw`\bwhere (?:do|can) (?:i|we)\b|\bwhere does it say\b|\bper \S+ or per\b`,
  ),
  'u',
);

/** The asker's own case. */
export const ABOUT_ONESELF =
  /\b(?:can|may|must|do|should|could|am|have|need|did|will|would) (?:i|we)\b|\bif (?:i|we)\b|\b(?:darf|muss|kann|brauche|bekomme|habe) ich\b|\b(?:puedo|tengo que|debo)\b|\b(?:puis-je|dois-je|je peux|je dois)\b|\b(?:posso|devo)\b|\b(?:mag|moet|kan) ik\b/u;

/** Words that begin a sentence with a comma behind them, and are nobody's name. */
export const OPENERS = new Set(
  'no yes ok okay thanks thank also so well hmm hm sorry and but now then still great perfect right please cool nice good sure actually wait oh ah hey hi hello again first second finally otherwise alright fine true correct wrong great danke ja nein gut super merci oui non bien gracias sí vale grazie bene obrigado bedankt nee'.split(
    ' ',
  ),
);

/** How Docent is called in words. */
export const ITS_NAMES = ['docent', 'bot'] as const;
