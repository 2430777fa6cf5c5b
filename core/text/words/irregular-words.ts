/**
 * English forms that no ending tells: `fled` is `flee`, `won` is `win`, `children` is `child`. A question asks in one
 * form ("where did they flee to") and the text answers in the other. Base form first. Left out is what is commoner as
 * another word (`ground`, `wound`, `bit`, `lay`, `bore`).
 */
const FORMS = `
arise arose arisen|awake awoke awoken|bear borne|beat beaten|become became|begin began begun|bend bent|bind bound
bite bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought
catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|draw drew drawn|dream dreamt
drink drank drunk|drive drove driven|dwell dwelt|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought
find found|flee fled|fly flew flown|forbid forbade forbidden|foresee foresaw foreseen|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|hang hung
hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lead led|lean leant|leap leapt|learn learnt
leave left|lend lent|light lit|lose lost|make made|mean meant|meet met|mistake mistook mistaken
overcome overcame|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|pay paid
prove proven|rebuild rebuilt|ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought
sell sold|send sent|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk|sing sang sung
sink sank sunk|sit sat|sleep slept|slide slid|smell smelt|speak spoke spoken|spell spelt|spend spent|spill spilt
spin spun|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen|stick stuck|strike struck stricken
strive strove striven|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught
tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone|understand understood
undertake undertook undertaken|undo undid undone|uphold upheld|wake woke woken|wear wore worn|weave wove woven
weep wept|win won|withdraw withdrew withdrawn|withhold withheld|withstand withstood|write wrote written
man men|woman women|child children|foot feet|tooth teeth|goose geese|mouse mice|wife wives|life lives|knife knives
half halves|shelf shelves|wolf wolves|thief thieves|calf calves|loaf loaves|analysis analyses|crisis crises
hypothesis hypotheses|thesis theses|diagnosis diagnoses|synthesis syntheses|criterion criteria|phenomenon phenomena
bacterium bacteria|index indices|matrix matrices|vertex vertices|appendix appendices|nucleus nuclei|radius radii
stimulus stimuli|fungus fungi|alumnus alumni|formula formulae|larva larvae|vertebra vertebrae`;

/** Families of forms, the base first. */
export const IRREGULAR_WORDS: readonly (readonly string[])[] = FORMS.trim()
  .split(/[|\n]/)
  .map((family) => family.split(' '));

const BASES = new Map(
  IRREGULAR_WORDS.flatMap(([base = '', ...forms]) => forms.map((form): [string, string] => [form, base])),
);

/** The base form of an irregular one, any other word as it is; lower case. */
export function baseForm(word: string): string {
  return BASES.get(word) ?? word;
}
