/**
 * The words by which an English question is seen to lean on what was said before. Data of `reading.ts` and
 * `replacing.ts`: lower case, without apostrophes.
 */

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean));

/** What a message may begin with before it says anything: "ok, and …", "so …". */
export const OPENERS = list(
  'ok okay so and but or then also well yes yeah yep no nope right great thanks hm hmm ah oh cool',
);

/** Openers by which a message without a verb goes on with the question before. */
export const JOINING = list('and but or then also');

/** What a clause that asks begins with. */
export const QUESTION_STARTS = list(
  `what whats which who whos whom whose when whens where wheres why how hows is isnt are arent was were am do does dont doesnt did didnt
  can cant could couldnt may might must shall should shouldnt will wont would wouldnt has hasnt have havent had need tell explain show give`,
);

export const PREPOSITIONS = list(
  `about after against around as at before behind below between beyond by during except for from in inside into like near of on onto
  outside over per since than through to toward towards under until up via while with within without if once when unless because`,
);

/** Point at a thing or person named before, wherever they stand. */
export const PRONOUNS = list(
  `it its itself this these those they them their theirs he him his she her hers mine ours yours ones former latter thats theyre hes shes`,
);

/** "This year" names a time by itself. */
export const TIMES = list(
  'year years quarter month months week weeks weekend day days morning afternoon evening time spring summer autumn fall winter',
);

/** Determiners: a noun after one is named here and needs no other. */
export const DETERMINERS = list(
  'a an the my our your his her their any some every each no another which what',
);

/** Verbs of every subject: they tell nothing of what a question is about. */
export const EVERYDAY_VERBS = list(
  `accept access add agree allow allowed answer apply approve arrange arrive ask assign avoid become begin believe belong book borrow break
  bring build buy call cancel carry change charge check choose claim clean clear click close collect combine come complete confirm connect
  contact continue copy correct cost count cover create cut decide decline delay delete describe differ disable discuss do download drop
  earn edit email enable end enter exist expect expire explain extend fail fall file fill find finish fit fix follow forget get give go
  grow handle happen hear help hire hold include increase inform install invite join keep know last lead learn leave lend let listen load
  log look lose make manage matter mean measure meet mention miss move need notify offer open order own paid pass pay pick place plan post
  prepare prevent print process prove provide publish push put qualify quit reach read receive recommend record recover reduce refuse
  register reject release remember remind remove rename renew repair repeat replace reply report request require reschedule reset
  restart restore return review run save say search see select sell send set share shorten show sign skip sort speak spend split start
  stay stop store submit suggest support switch take talk teach tell test think transfer travel try turn understand undo update upgrade
  upload use verify view visit wait want watch work write away back far fast fully later soon early late long once already still yet
  always never else instead otherwise anymore anyway alone together twice halfway ago ahead possible necessary available okay fine
  required mandatory free paid unpaid different same better best worse worst easy hard difficult safe normal true wrong right sure`,
);

/** Nouns that belong to another thing: "the deadline" is the deadline of something. */
export const RELATIONAL_NOUNS = list(
  `address advantage amount answer background benefit case catch chance choice condition consequence contact cost criteria date day
  deadline detail difference disadvantage document documentation downside drawback duration end example exception expiry fee form format
  guide guideline half hour idea info information instruction issue kind length limit limitation link location maximum method minimum
  minute month name notice number option owner page part penalty percentage person piece point possibility price problem procedure
  process purpose rate reason remainder requirement rest restriction result risk rule size source step stuff summary template thing
  time total type url value version way week word year`,
);

/** By themselves they say that a question goes on. */
export const CONTINUING = list('also instead otherwise else either');

/** Things of one kind: one takes the other's place. Places are added from what the runtime knows. */
export const KINDS: Readonly<Record<string, ReadonlySet<string>>> = {
  platform: list(
    `windows mac macos macbook osx linux ubuntu debian fedora android ios iphone ipad chromebook chromeos docker kubernetes desktop laptop
    phone mobile tablet browser web chrome firefox safari edge slack discord teams outlook gmail aws azure gcp`,
  ),
  person: list(
    `employee employees contractor contractors student students intern interns freelancer freelancers manager managers supervisor
    supervisors partner partners spouse child children kid kids parent parents guest guests visitor visitors customer customers client
    clients colleague colleagues member members admin admins volunteer volunteers fellow fellows trainee trainees apprentice apprentices
    veteran veterans consultant consultants vendor vendors director directors team teams`,
  ),
  month: list(
    'january february march april june july august september october november december jan feb apr jun jul aug sep sept oct nov dec',
  ),
  day: list(
    'monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday weekend weekends weekday weekdays christmas easter',
  ),
  amount: list(
    'one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred thousand',
  ),
  place: list(
    `dc nyc sf la philly boston houston dallas seattle atlanta miami austin baltimore california texas florida washington virginia
    maryland oregon colorado england scotland wales bavaria catalonia europe asia africa america hq headquarters abroad
    munich hamburg cologne barcelona milan lyon geneva basel rotterdam eindhoven utrecht usa us uk eu uae`,
  ),
};
