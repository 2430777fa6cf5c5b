/** What models say around an answer, as data: openings and closings that say nothing, and answers that are none. */

/** At the beginning of an answer; cut off. */
export const hollowOpenings =
  /^(?:(?:great|good|excellent|interesting|thanks? (?:you )?for (?:the|your|asking)[^.!?\n]{0,40}|what a (?:great|good)) (?:question|query)?[!.,]\s*|(?:sure|certainly|of course|absolutely|okay|ok)[!,.]\s*(?:here(?:['’]s| is| are)[^.:!\n]{0,80}[:.]\s*|i(?:['’]d| would|['’]ll| can) be (?:happy|glad) to help[^.!\n]{0,40}[.!]\s*)?|(?:as an? (?:AI|artificial intelligence|(?:large )?language model)[^,.\n]{0,60}[,.]\s*)|(?:i(?:['’]d| would) be (?:happy|glad|delighted) to (?:help|assist)[^.!\n]{0,40}[.!]\s*)|(?:i hope (?:this|you)[^.!\n]{0,60}[.!]\s*))/i;

/** At the end of an answer; cut off. */
export const hollowClosings =
  /(?:^|\s)(?:(?:i )?hope (?:this|that) helps[^\n]{0,40}|(?:please )?(?:feel free|do(?: not|n['’]?t) hesitate) to (?:ask|reach out|contact|let me know)[^\n]{0,100}|(?:please )?let me know if (?:you|there)[^\n]{0,100}|if you have (?:any )?(?:more|further|other|additional)? ?questions?,[^\n]{0,100}|is there anything else[^\n]{0,80}|(?:have a (?:great|nice|good) day)[^\n]{0,20})$/i;

/** Answers that decline or say nothing about the question. */
export const refusals =
  /^(?:(?:i['’]?m|i am) (?:very |really |so )?(?:sorry|afraid|unable)|(?:my )?apologi(?:es|ze)|sorry,|unfortunately,? (?:i|the (?:context|documents?|passages?|information|provided))|i (?:can(?:not|['’]?t)|could(?: not|n['’]t)|do(?: not|n['’]t) (?:have|know)|am not able)|as an? (?:AI|language model)[^.]{0,60}\bi (?:can(?:not|['’]?t)|do(?: not|n['’]t))|(?:the|this|these|none of the) (?:provided |given )?(?:context|documents?|passages?|sources?|text|information) (?:do(?:es)?(?: not|n['’]t)|provided? (?:do(?:es)?(?: not|n['’]t))|contains? no|holds? no)|there is no (?:information|mention|answer)|no (?:information|answer) (?:is|was|could)|it is important to (?:note|remember)|i(?:['’]ll| will) need more (?:information|context)|could you (?:please )?(?:clarify|provide|rephrase)|(?:es tut mir leid|leider kann ich|je suis désolé|désolé,|lo siento))/i;

/** Text of a template that was never filled in. */
export const placeholders =
  /\{\{?\s*[\w .-]{1,40}\s*\}?\}|\[(?:insert|your|name|date|company|link|tbd|todo|placeholder)[^\]\n]{0,40}\]|<(?:insert|your|name|placeholder)[^>\n]{0,40}>|\blorem ipsum\b|\bTODO:|\bundefined\b(?= (?:is|was|has)\b)|\[object Object\]|\bNaN\b/i;

/** Topics on which Docent only quotes: a wrong word of its own could harm. */
export const sensitiveTopics: readonly { topic: string; pattern: RegExp }[] = [
  {
    topic: 'health',
    pattern:
      /\b(?:dos(?:e|age|ing)|overdos\w*|medications?|prescri(?:be|bed|ption)|symptoms?|diagnos\w+|side effects?|pregnan\w+|allerg(?:y|ic|ies)|chest pain|vaccin\w+|first aid|poison(?:ed|ing)?|seizures?|mg of|ibuprofen|paracetamol|insulin|antidepressants?)\b/i,
  },
  {
    topic: 'self-harm',
    pattern: /\b(?:suicid\w+|kill myself|end my life|self[- ]harm\w*|hurt myself|want to die)\b/i,
  },
  {
    topic: 'law',
    pattern:
      /\b(?:lawsuits?|sue|suing|legal(?:ly)? (?:advice|liable|binding|action|obligations?)|liabilit(?:y|ies)|breach of contract|subpoena|litigation|attorney|lawyer|gdpr fine|copyright infringement|non-?compete|visa application|asylum)\b/i,
  },
  {
    topic: 'money',
    pattern:
      /\b(?:tax(?:es|ation)? (?:advice|return|deduct\w*|evasion|liabilit\w+)|invest(?:ing|ment)? (?:advice|in)|stock options?|bankrupt\w*|mortgage|pension (?:transfer|withdrawal)|insider (?:trading|information)|wire transfer)\b/i,
  },
  {
    topic: 'employment',
    pattern:
      /\b(?:fired|firing|dismiss(?:al|ed)|terminat(?:e|ed|ion) (?:of|my|his|her|their|an?) ?(?:employment|contract|employee)?|laid off|layoffs?|redundanc(?:y|ies)|severance|harass(?:ment|ed|ing)|discriminat\w+|grievance|whistle-?blow\w*|disciplinary|retaliation|sexual misconduct)\b/i,
  },
  {
    topic: 'security',
    pattern:
      /\b(?:data (?:breach|leak)(?:es)?|security (?:incidents?|breach(?:es)?)|phishing|ransomware|malware|(?:account|laptop|device|password|credentials?)\b[^.?!\n]{0,20}\b(?:hacked|compromised|stolen|leaked)|(?:hacked|compromised|stolen|leaked) (?:accounts?|laptops?|devices?|passwords?|credentials?))\b/i,
  },
  {
    topic: 'safety',
    pattern:
      /\b(?:explosives?|hazardous|toxic (?:fumes|waste|gas)|radiation|asbestos|high voltage|gas leak|evacuat\w+|lock-?out tag-?out|chemical spill|emergency (?:stop|shutdown))\b/i,
  },
];
