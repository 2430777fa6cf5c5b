/**
 * Text that speaks to a language model instead of to a reader. Each rule is a shape that ordinary documents do not
 * have; a page about prompt injection will have it, and a person decides. English first, then the languages most
 * attacks are translated into. `needs` are pieces in lower case, one of each list, without which a rule cannot match:
 * looking for them is ten times as quick as trying the pattern.
 */
export type InjectionRule = { rule: string; needs: readonly (readonly string[])[]; pattern: RegExp };

/**
 * Pieces in lower case of which every rule needs one: most texts have none. Plain words stand apart from the rest, since
 * a pattern of nothing else is several times as quick.
 */
export const injectionWords =
  /ignor|disregard|forget|overrid|bypass|obey|prompt|assistant|chatbot|chat bot|language model|gpt|claude|copilot|gemini|jailbreak|unrestricted|unfiltered|uncensored|new instruction|new system|conversation|chat history|chat log|api key|credential|password|secrets|user's|user data|user question|user input|user query|user message|\]\(http|\]\( http|<\||<<sys|<<\/sys|<system|<\/system|<assistant|<\/assistant|\[inst|\[\/inst|system message|system_|system instruction|anweisung|vergiss|vergessen|missacht|oublie|olvid|omit|esque|desconsider|dimentica|previous message/;
export const injectionPhrases =
  /not tell|n't tell|not mention|n't mention|not inform|n't inform|not reveal|n't reveal|not disclos|n't disclos|not alert|n't alert|not warn|n't warn|not notify|n't notify|not let|n't let|not follow|n't follow|never (?:tell|mention|inform|reveal|disclos|alert|warn|notify|let)|without (?:tell|mention|inform|reveal|disclos|alert|warn|notify|let)|stop following|\bais?\b|\ba\.i\.|\bllm|\bdan\b| mode\b|## ?(?:system|instruction|assistant) ?:/;

const EARLIER =
  '(?:previous|prior|preceding|earlier|above|foregoing|former|past|existing|original|initial|system)';
const ORDERS =
  '(?:instructions?|prompts?|rules?|directions?|directives?|guidelines?|commands?|orders?|context)';
const MODEL =
  '(?:AI|A\\.I\\.|LLM|(?:large )?language model|chat ?bot|(?:AI|virtual|digital) (?:assistant|agent|model)|assistant|GPT[-\\d.]*|ChatGPT|Claude|Gemini|Copilot|model)s?';

const IGNORING = ['ignor', 'disregard', 'forget'] as const;

export const injectionRules: readonly InjectionRule[] = [
  {
    rule: 'ignore-instructions',
    needs: [
      [...IGNORING, 'overrid', 'bypass', 'obey', 'follow'],
      ['instruction', 'prompt', 'rule', 'direct', 'guideline', 'command', 'order', 'context'],
    ],
    pattern: new RegExp(
      `\\b(?:ignore|disregard|forget|override|bypass|do not (?:follow|obey)|don't (?:follow|obey)|stop following)\\s+(?:(?:all|any|every|each|of|the|your|my|our|these|those|this)\\s+){0,4}(?:${EARLIER}\\s+(?:\\w+\\s+){0,2}${ORDERS}|${ORDERS}\\s+(?:(?:that|which)\\s+)?(?:you\\s+(?:were|have\\s+been)\\s+)?(?:given\\s+)?(?:above|before|earlier|previously))\\b`,
      'gi',
    ),
  },
  {
    rule: 'ignore-everything',
    needs: [
      IGNORING,
      ['above', 'before', 'told', 'given', 'taught', 'said', 'far', 'previously', 'instructed'],
    ],
    pattern:
      /\b(?:ignore|disregard|forget)\s+(?:everything|anything|all(?: of (?:this|that|the))?)\s+(?:above|before(?: this)?|(?:that )?(?:you(?: have|'ve)? (?:were|been|was) (?:told|given|taught|instructed))|(?:I|we) (?:said|told you)|(?:written |stated )?(?:above|so far|previously))\b/gi,
  },
  {
    rule: 'ignore-translated',
    needs: [
      [
        'ignor',
        'vergiss',
        'vergessen',
        'missachte',
        'oublie',
        'olvid',
        'omit',
        'esque',
        'desconsidere',
        'dimentica',
      ],
      [
        'anweisung',
        'regeln',
        'instruktion',
        'vorgaben',
        'instruction',
        'consigne',
        'règle',
        'directive',
        'instrucciones',
        'órdenes',
        'reglas',
        'indicaciones',
        'instruções',
        'regras',
        'ordens',
        'istruzioni',
        'regole',
      ],
    ],
    pattern:
      /\b(?:ignorier(?:e|t|en Sie)|vergiss|vergessen Sie|missachte)\s+(?:\p{L}+\s+){0,3}(?:vorherigen?|bisherigen?|obigen?|vorangegangenen?|früheren?)\s+(?:\p{L}+\s+)?(?:Anweisung(?:en)?|Regeln|Instruktionen|Vorgaben)|\b(?:ignore[zr]?|oublie[zr]?)\s+(?:\p{L}+\s+){0,3}(?:instructions?|consignes?|règles?|directives?)\s+(?:précédentes?|antérieures?|ci-dessus)|\b(?:ignor[ae]|olvid[ae]|omit[ae])\s+(?:\p{L}+\s+){0,3}(?:instrucciones|órdenes|reglas|indicaciones)\s+(?:anteriores|previas)|\b(?:ignore|esqueça|desconsidere)\s+(?:\p{L}+\s+){0,3}(?:instruções|regras|ordens)\s+(?:anteriores|prévias)|\b(?:ignora|dimentica)\s+(?:\p{L}+\s+){0,3}(?:istruzioni|regole)\s+(?:precedenti|antecedenti)/giu,
  },
  {
    rule: 'speaks-to-a-model',
    needs: [
      [
        'ai',
        'a.i.',
        'llm',
        'language model',
        'chatbot',
        'chat bot',
        'assistant',
        'agent',
        'gpt',
        'claude',
        'gemini',
        'copilot',
      ],
      [
        'note',
        'notice',
        'message',
        'instruction',
        'attention',
        'reminder',
        'hint',
        'warning',
        'dear',
        'hey',
        'hello',
        'if you are',
        'reading',
        'reads',
        'processing',
        'summari',
        'seeing',
        'parsing',
      ],
    ],
    pattern: new RegExp(
      `(?:^|[\\n.!?:;("'*_\\[])\\s*(?:(?:important |special |hidden |secret )?(?:note|notice|message|instructions?|attention|reminder|hint|warning)s?(?: to| for)?(?: the| any| all)? ${MODEL}\\b|(?:dear|hey|hello|attention),? ${MODEL}\\b|if you are an? (?:\\w+ )?${MODEL}\\b|(?:any|all|every) (?:AI|LLM|language model|chat ?bot|AI assistant)s? (?:that |who |which )?(?:reading|reads?|processing|summari[sz]ing|seeing|parsing)\\b)`,
      'gi',
    ),
  },
  {
    rule: 'new-role',
    needs: [
      [
        'dan',
        'unrestricted',
        'unfiltered',
        'uncensored',
        'jailbroken',
        'evil',
        'malicious',
        'rogue',
        ' mode',
        'bound by',
        'restricted by',
        'limited by',
        'different',
        'new ',
      ],
    ],
    pattern:
      /\b(?:you are (?:now|no longer)|from now on,? you (?:are|will (?:act|be|respond|answer|pretend|only))|act as|pretend (?:to be|you are)|you will (?:now )?act as)\s+(?:an? |the |in )?(?:DAN\b|(?:un(?:restricted|filtered|censored)|jailbroken|evil|malicious|rogue)\b|(?:developer|debug|god|admin|maintenance|sudo|root) mode\b|(?:bound|restricted|limited) by\b|(?:a )?(?:different|new) (?:AI|assistant|model|chat ?bot)\b)/gi,
  },
  {
    rule: 'mode-switch',
    needs: [[' mode', 'new instruction', 'new system', 'new prompt']],
    pattern:
      /\b(?:(?:enter|enable|activate|switch to|now in)\s+(?:DAN|jailbreak|developer|god|unrestricted|unfiltered)\s+mode|(?:DAN|jailbreak|god) mode (?:enabled|activated|on)|new (?:system )?(?:instructions?|prompt)\s*:)/gi,
  },
  {
    rule: 'asks-for-the-prompt',
    needs: [['prompt', 'instruction', 'message']],
    pattern:
      /\b(?:reveal|print|show|repeat|output|display|leak|disclose|tell (?:me|us)|give (?:me|us)|what (?:is|are)|recite)\s+(?:me |us )?(?:all (?:of )?)?(?:your|the)\s+(?:full |entire |exact |complete |own )?(?:(?:system|hidden|initial|original|secret)\s+(?:prompts?|instructions?|messages?)|(?:prompt|instructions) (?:above|verbatim|you were given))/gi,
  },
  {
    rule: 'hides-from-the-user',
    needs: [
      ['user', 'human', 'reader', 'asking', 'asker'],
      ['not ', "n't ", 'never ', 'without '],
    ],
    pattern:
      /\b(?:do not|don't|never|without)\s+(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|alert(?:ing)?|warn(?:ing)?|notify(?:ing)?|let(?:ting)?)\s+(?:(?:this|that|it|these instructions?|any of this)\s+(?:to\s+)?)?(?:the )?(?:users?|humans?|reader|person asking|asker)\b/gi,
  },
  {
    rule: 'sends-data-away',
    needs: [
      [
        'conversation',
        'chat history',
        'chat log',
        'system prompt',
        'user',
        'previous message',
        'secret',
        'api key',
        'password',
        'credential',
      ],
      ['http', 'url', 'link', 'image', 'webhook', 'query', 'endpoint', '@'],
    ],
    pattern:
      /(?<!(?:n['’]t|\bnot|\bnever)\s)\b(?:send|post|forward|upload|transmit|e-?mail|exfiltrate|append|include|embed|insert)\s+(?:\w+\s+){0,4}(?:conversation|chat (?:history|log)|system prompt|user(?:'s)? (?:data|question|input|query|messages?)|previous messages?|secrets?|api keys?|passwords?|credentials)\s+(?:\w+\s+){0,4}(?:to|in|into|as|at|via|with)\s+(?:\w+\s+){0,4}(?:https?:|url\b|link\b|image\b|webhook|query|endpoint|[\w.+-]+@)/gi,
  },
  {
    rule: 'link-with-a-blank',
    needs: [['](http', ']( http']],
    pattern:
      /!?\[[^\]\n]{0,200}\]\(\s*https?:\/\/[^)\s]{0,500}[?&/=][^)\s]{0,200}(?:\{+\s*(?:[\w ]*(?:question|query|conversation|history|secret|prompt|answer|context|data)[\w ]*)\s*\}+|\[(?:DATA|QUESTION|QUERY|CONVERSATION|SECRET|ANSWER)\])/gi,
  },
  {
    rule: 'chat-markup',
    needs: [
      [
        '<|',
        '[inst]',
        '[/inst]',
        '<<sys',
        '<</sys',
        '<system',
        '</system',
        '<assistant',
        '</assistant',
        '##',
        'system prompt',
        'system_prompt',
        'system message',
        'system_message',
        'system instruction',
        'system_instruction',
      ],
    ],
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|eot_id|begin_of_text)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant)(?:_prompt|_message)?>|^#{2,4} ?(?:System|Instruction|Assistant) ?:\s|\b(?:BEGIN|END|START|NEW)[ _](?:OF[ _])?SYSTEM[ _](?:PROMPT|MESSAGE|INSTRUCTIONS?)\b/gim,
  },
];

/** Characters that people do not see: tags (but not of flags), direction overrides, runs of zero-width ones. */
export const invisibleText =
  /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,8})[\u{e0001}\u{e0020}-\u{e007f}]+|[\u202d\u202e]|[\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff]{4,}/gu;
