import { toxicTriggers } from './toxicity.ts';

/**
 * What a text must hold for a rule to be worth trying, as data: groups of pieces in lower case (a blank stands for whatever is no
 * letter), and for each rule the groups that it needs together, in one or several ways. A rule that is not named is always
 * tried. A piece too few means that a rule misses text: the tests try every rule on texts that it finds.
 */

const list = (pieces: string): string[] => pieces.split('|');
const across = (...parts: string[]): string[] =>
  parts.map(list).reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)));

const DROPPED = 'ignor|disregard|forget';
const MODEL_NOUNS = 'language model|bot|assistant|gpt|claude|gemini|copilot|docent';

export const pieces = {
  dropped: list(DROPPED),
  drop: list(
    `${DROPPED}|overrid|bypass|dismiss|discard|neglect|skip|drop|set aside|throw out|follow|obey|apply|attention to`,
  ),
  orders: list(
    'instruction|prompt|rule|direction|directive|guideline|command| order|programming|policy|policies|constraint|restriction|guardrail|filter|training',
  ),
  ordersOfWhom: list(
    'previous|prior|preceding|earlier|above|foregoing|former|past|existing|original|initial|system|current|safety|content|ethical|before|so far|up to now|your',
  ),
  translated: list(
    'ignor|vergiss|vergessen|missacht|oublie|olvid|omita|omite|esqueça|desconsider|dimentica|negeer|pomiń|игнорируй|önceki|忽略|を無視',
  ),
  role: list(
    'are now|no longer|re now|from now on|act as|pretend|behave|imagine|simulate|roleplay|role play|play the role',
  ),
  mode: [' mode '],
  modeName: list(' dan |jailbreak|developer| god |anything now'),
  newOrders: across('instruction|instructions|prompt|directive|directives|rules', ':| :'),
  forced: [
    ...list('anything now|override|overwrite'),
    ...across('safety|content', ' filter| guideline| protocol| restriction| polic'),
  ],
  prompt: [
    ...across(
      'system|hidden|initial|original|secret|internal|confidential|developer|first|starting|base|pre',
      '| ',
      'prompt|instruction|message|rules|directive|configuration|guideline',
    ),
    ...list('your prompt|your instructions|your programming'),
    ...across('text|words|content', ' of your '),
    ...across(
      'prompt|prompts|instruction|instructions|text|message|messages|rules|words|everything|conversation',
      ' above| verbatim| you were| you have been| that you| that preced| that came',
    ),
  ],
  markup: [
    ...['<|im_', '<|system', '<|user', '<|assistant', '<|end', '<|start', '<|eot', '<|begin'],
    ...list('[inst]|[/inst]|<sys>|</sys>'),
    ...across('<|</', 'system|assistant', '>|_'),
    ...across('#|# ', 'system|instruction|assistant', ':| :'),
    ...across('system|assistant', '| message| note| prompt', '|]', ':| :'),
    ...across(' system ', 'prompt|message|instruction'),
  ],
  taken: [
    ...list(
      'conversation|chat history|chat log|system prompt|previous message|secret|api key|password|credential|token',
    ),
    ...across('user|user s', ' data| question| input| query| message'),
  ],
  sent: list(
    'send|post|forward|upload|transmit|email|e-mail|exfiltrate|append|include|embed|insert|encode|attach|put|leak',
  ),
  sentTo: list('http|url|link|image|webhook|query|endpoint|attacker|@'),
  blank: list('question|query|conversation|history|secret|prompt|answer|context|data'),
  model: [
    ...list(' ai | ais | a.i. | llm | llms '),
    ...list(MODEL_NOUNS),
    ...across('virtual|digital|automated', ' agent| model| system'),
  ],
  called: list(
    'note|notice|message|instruction|attention|reminder|hint|warning|task|dear|hey|hello| hi |listen|if you are a|reading|read|process|summari|seeing|parsing',
  ),
  modelMust: across(
    ' ai| ais| a.i.| llm| llms|model|models|bot|bots|assistant|assistants|agent|agents|system|systems|chatgpt| gpt|claude|gemini|copilot|docent',
    ' must| should| shall| has to| needs to',
  ),
  numberedModel: [' gpt', 'chatgpt'],
  not: list(' not |n t | dont |never|without'),
  telling: list(
    'tell|mention| inform |informing|reveal|disclos| alert | alerting| warn | warning|notify| let | letting',
  ),
  reader: list('user|human|reader|person asking|asker'),
  keys: [
    ...list(
      'xoxa-|xoxb-|xoxe-|xoxp-|xoxr-|xoxs-|xapp-| sk-|gho_|ghp_|ghs_|ghr_|ghu_|github_pat_|glpat-|akia|asia|aiza|npm_',
    ),
    ...list('rk_live_|rk_test_|sk_live_|sk_test_|eyj|private key'),
  ],
  named: list('passw|pwd|secret|key|token'),
  at: ['@'],
  foul: toxicTriggers.source.split('|'),
} satisfies Record<string, readonly string[]>;

export type PieceGroup = keyof typeof pieces;

const orders: PieceGroup[] = ['drop', 'orders', 'ordersOfWhom'];

export const needs: Readonly<Record<string, readonly (readonly PieceGroup[])[]>> = {
  'ignore-instructions': [orders],
  'ignore-your-instructions': [orders],
  'ignore-everything': [['dropped']],
  'ignore-the-sources': [['dropped']],
  'ignore-translated': [['translated']],
  'new-role': [['role']],
  'mode-switch': [['mode', 'modeName'], ['newOrders'], ['forced']],
  'asks-for-the-prompt': [['prompt']],
  'chat-markup': [['markup']],
  'sends-data-away': [['taken', 'sent', 'sentTo']],
  'link-with-a-blank': [['blank']],
  'speaks-to-a-model': [['model', 'called'], ['modelMust'], ['numberedModel']],
  'hides-from-the-user': [['not', 'telling', 'reader']],
};

/** Signs that a rule needs to the letter. */
export const signsNeeded: Readonly<Record<string, string>> = { 'link-with-a-blank': '](' };
