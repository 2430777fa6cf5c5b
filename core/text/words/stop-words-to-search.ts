/** Words of every sentence. They are indexed, but do not make a text longer, and do not count in a question. */
const COMMON = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to
  was will with`.split(/\s+/),
);

/** Whether a lower-case word is one of them. */
export function isCommonWord(word: string): boolean {
  return COMMON.has(word);
}

/**
 * English words that carry the form of a question more than its subject: they count little in a question, and not at
 * all as evidence. Texts are indexed whole, so a question made of nothing else ("who are we?") still finds something.
 * Lower case, without apostrophes.
 */
const LIST = `
a about above across actually after again against ago all almost along already also although always am among an and
another any anybody anyone anything anyway are arent around as at away
be became because become been before being below beside besides between both but by
came can cannot cant come comes could couldnt
did didnt do does doesnt doing done dont down during
each either else enough etc even ever every everybody everyone everything exactly
few for from further
gave get gets getting give given gives giving go goes going gone got
had hadnt has hasnt have havent having he hed hello help her here heres hers herself hey hi him himself his how hows however
i id if ill im in indeed instead into is isnt it itd itll its itself ive
just
kind know known knows
let lets like likely
made make makes making many may maybe me mean means might mine more most much must my myself
need needed needs neither never no nobody none nor not nothing now
of off often ok okay on once one ones only onto or other others otherwise ought our ours ourselves out over own
per perhaps please possible possibly put
quite
rather really regarding
said same say says see seem seems seen several shall she shed shell shes should shouldnt since so some somebody someone
something sometimes somewhere soon still such sure
take taken tell than thank thanks that thats the their theirs them themselves then there theres therefore these they theyd
theyll theyre theyve thing things this those though through thus to together told too took toward towards tried try trying
under unless until up upon us use used uses using usually
various very via
want wanted wants was wasnt way we wed well went were werent weve what whatever whats when whenever where wheres whereas
wherever whether which while who whoever whole whom whos whose why will wish with within without wont would wouldnt
yes yet you youd youll your youre yours yourself yourselves youve
`;

export const STOP_WORDS: ReadonlySet<string> = new Set(LIST.split(/\s+/).filter((word) => word !== ''));

/** Whether a raw token of a question is one of them, in any case and with or without its apostrophe. */
export function isStopWord(raw: string): boolean {
  return STOP_WORDS.has(raw.toLowerCase().replace(/['’]/g, ''));
}
