import { injectionRules } from '../../core/guardrails/rules/injection-rules.ts';

/**
 * The guards' rules (core/guardrails/rules/injection-rules.ts) flag documents too: those that are a shape of their own. Not
 * these, which describe what people ask of Docent in chat, and which a document about work with models may say.
 */
const CHAT_ONLY: ReadonlySet<string> = new Set([
  'free-of-rules',
  'asks-for-everything-above',
  'prefix-order',
  'false-authority',
  'when-asked-answer',
  'speaks-as-system',
  'only-one-answer',
  'asks-for-keys',
  'instead-of-answering',
  'sends-the-user-away',
]);

export const flagRules = injectionRules.filter(({ rule }) => !CHAT_ONLY.has(rule));

/**
 * Pieces in lower case of which a text needs one to be looked at by the rules: most texts have none, and looking is much
 * quicker than trying the patterns. Plain words stand apart from the rest, since a pattern of nothing else is several
 * times as quick.
 */
export const injectionWords =
  /ignor|disregard|forget|overrid|bypass|obey|prompt|assistant|chatbot|chat bot|language model|gpt|claude|copilot|gemini|jailbreak|unrestricted|unfiltered|uncensored|new instruction|new system|conversation|chat history|chat log|api key|credential|password|secrets|user's|user data|user question|user input|user query|user message|\]\(http|\]\( http|<\||<<sys|<<\/sys|<system|<\/system|<assistant|<\/assistant|\[inst|\[\/inst|system message|system_|system instruction|anweisung|vergiss|vergessen|missacht|oublie|olvid|omit|esque|desconsider|dimentica|previous message|negeer|zignoruj|pomiń|игнорируй|talimatları|komutları|忽略|を無視/;
export const injectionPhrases =
  /not tell|n't tell|not mention|n't mention|not inform|n't inform|not reveal|n't reveal|not disclos|n't disclos|not alert|n't alert|not warn|n't warn|not notify|n't notify|not let|n't let|not follow|n't follow|never (?:tell|mention|inform|reveal|disclos|alert|warn|notify|let)|without (?:tell|mention|inform|reveal|disclos|alert|warn|notify|let)|stop following|\bais?\b|\ba\.i\.|\bllm|\bdan\b| mode\b|## ?(?:system|instruction|assistant) ?:/;

/** Characters that people do not see: tags (but not of flags), direction overrides, runs of zero-width ones. */
export const invisibleText =
  /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,8})[\u{e0001}\u{e0020}-\u{e007f}]+|[\u202d\u202e]|[\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff]{4,}/gu;
