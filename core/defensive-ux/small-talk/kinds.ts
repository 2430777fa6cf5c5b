/** Languages in which small talk is understood and answered; the first one where several fit. */
export const smallTalkLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl', 'tr', 'ja'] as const;

export type SmallTalkLanguage = (typeof smallTalkLanguages)[number];

/** Kinds of small talk; of several in one message the first one listed is answered. */
export const smallTalkKinds = [
  'abilities',
  'bot',
  'unhappy',
  'thanks',
  'goodbye',
  'wellbeing',
  'greeting',
  'pleased',
] as const;

export type SmallTalkKind = (typeof smallTalkKinds)[number];
