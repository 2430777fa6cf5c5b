/** Limits of the word-by-word facts of the grounding check, read off the trust bench: change them there first. */
export const factLimits = {
  /** What a sentence keeps of its score for each fact that the evidence has otherwise. */
  keeps: 0.4,
  /** Below this share of own words in the evidence a sentence rests on nothing. */
  ownWords: 0.4,
  /** A sentence with fewer own words than this is too short to tell. */
  leastOwnWords: 3,
  /** Up to this share of its words in the evidence a clause was brought in from elsewhere. */
  strangeClause: 0.25,
  /** Words of meaning on each side of a figure that say what it counts. */
  reach: 2,
  /** Tokens on each side in which those words are looked for. */
  scan: 40,
  /** Words after a unit in which its "per X" is looked for. */
  perReach: 6,
} as const;

/** Months with a capital; those of `ambiguous` need a number or a preposition beside them. */
export const months: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'january jan januar janner',
    'february feb februar',
    'march mar marz',
    'april apr',
    'may mai',
    'june jun juni',
    'july jul juli',
    'august aug',
    'september sep sept',
    'october oct oktober okt',
    'november nov',
    'december dec dezember dez',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1])),
);
export const ambiguousMonths: ReadonlySet<string> = new Set([
  'may',
  'march',
  'mar',
  'jan',
  'dec',
  'sep',
  'jun',
  'mai',
]);
export const beforeMonth: ReadonlySet<string> = new Set(
  'in of by until till before after since from to through late early mid end im bis vor nach ab seit'.split(
    ' ',
  ),
);

/** What a figure counts; words of one line are the same unit. */
const UNITS = [
  'second seconds sec secs',
  'minute minutes min mins minuten',
  'hour hours hr hrs stunde stunden',
  'day days tag tage tagen',
  'night nights',
  'week weeks woche wochen',
  'month months monat monate monaten',
  'quarter quarters',
  'year years jahr jahre jahren',
  'decade decades',
  'century centuries',
  'percent % pct prozent',
  'eur € euro euros',
  'usd $ dollar dollars',
  'gbp £ pound pounds',
  'chf franc francs',
  'million millions',
  'billion billions',
  'mm millimeter millimeters millimetre millimetres',
  'cm centimeter centimeters centimetre centimetres',
  'meter meters metre metres',
  'km kilometer kilometers kilometre kilometres',
  'mile miles',
  'foot feet ft',
  'inch inches',
  'gram grams',
  'kg kilogram kilograms kilo kilos',
  'kb kilobyte kilobytes',
  'mb megabyte megabytes',
  'gb gigabyte gigabytes',
  'tb terabyte terabytes',
] as const;
export const units: Readonly<Record<string, string>> = Object.fromEntries(
  UNITS.flatMap((line) => line.split(' ').map((word, _at, [first = word]) => [word, first])),
);
/** Units of time that can be told in each other: what they are measured in, and how many of it. */
export const spans: Readonly<Record<string, readonly [string, number]>> = {
  minute: ['minute', 1],
  hour: ['minute', 60],
  day: ['minute', 1440],
  week: ['minute', 10_080],
  month: ['month', 1],
  quarter: ['month', 3],
  year: ['month', 12],
};
/** Words that may stand between a figure and its unit. */
export const betweenUnit: ReadonlySet<string> = new Set(
  'working business calendar full paid free more extra whole consecutive us'.split(' '),
);
export const periods: Readonly<Record<string, string>> = {
  annually: 'year',
  yearly: 'year',
  monthly: 'month',
  weekly: 'week',
  daily: 'day',
  hourly: 'hour',
  quarterly: 'quarter',
};

export type Modality = 'must' | 'should' | 'may';
export const modals: Readonly<Record<string, Modality>> = {
  must: 'must',
  shall: 'must',
  should: 'should',
  may: 'may',
  might: 'may',
  can: 'may',
  could: 'may',
};
/** Words that say the same as a modal when "to" follows. */
export const modalsWithTo: Readonly<Record<string, Modality>> = {
  have: 'must',
  has: 'must',
  need: 'must',
  needs: 'must',
  required: 'must',
  obliged: 'must',
  ought: 'should',
  advised: 'should',
  recommended: 'should',
  allowed: 'may',
  permitted: 'may',
  free: 'may',
};

/** Words of one line exclude each other where they stand in the same place of the same sentence. */
export const siblings: readonly (readonly string[])[] = [
  'annual sick parental maternity paternity unpaid compassionate bereavement sabbatical study special home',
  'supervisor colleague customer client supplier vendor contractor intern visitor guest recruiter assistant director tenant landlord',
  'manager colleague customer client supplier vendor contractor intern visitor guest assistant',
  'employee customer contractor visitor guest supplier vendor intern volunteer',
  'monday tuesday wednesday thursday friday saturday sunday',
  'spring summer autumn winter',
  'red green blue yellow black white orange purple',
  'domestic international local regional national global',
  'breakfast lunch dinner',
  'bus train car plane bicycle taxi ferry',
  'phone email letter fax',
  'father mother brother sister son daughter',
].map((line) => line.split(' '));

/** Words of one line say the same: a paraphrase by them is no stranger to the evidence. */
const SAME = [
  'employee staff worker personnel colleague teammate',
  'book reserve reservation arrange order',
  'train rail railway',
  'flight plane fly air airline',
  'desk office team department unit counter',
  'leave vacation holiday absence pto',
  'supervisor manager boss lead superior',
  'buy bought purchase procure acquire order',
  'get got receive obtain collect',
  'give gave given provide grant supply hand issue',
  'send sent submit mail forward hand file',
  'begin began start commence',
  'end finish stop expire conclude lapse',
  'pay paid reimburse refund repay compensate cover',
  'cost price fee charge expense',
  'ask request apply contact consult',
  'need require necessary mandatory must',
  'allow permit may able entitled possible',
  'forbid prohibit ban',
  'laptop computer notebook pc machine device',
  'phone telephone mobile call',
  'mail email',
  'form sheet template',
  'rule policy regulation guideline',
  'fix repair mend',
  'big large',
  'fast quick rapid swift',
  'job position role post',
  'boss head chief',
  'pick choose select',
  'show display present',
  'keep kept retain store hold held save',
  'delete remove erase',
  'change alter modify edit update',
  'help assist support',
  'tell told inform notify report announce',
  'approve approval consent permission authorise authorize sign-off',
  'doctor physician medical',
  'ill sick illness',
  'car vehicle',
  'trip travel journey',
  'ticket fare',
  'meeting appointment',
  'yearly annual annually year',
  'monthly month',
  'weekly week',
  'daily day',
  'customer client',
  'firm company business employer organisation organization',
  'salary pay wage',
  'deadline due latest',
  'last take run',
  'check verify review inspect',
  'close shut',
  'new recent',
  'room space',
  'house building',
  'password passphrase',
] as const;
export const sameWords: readonly (readonly string[])[] = SAME.map((line) => line.split(' '));
/** People by what they do, and bodies that decide: singular. */
export const rolesAndBodies: ReadonlySet<string> = new Set(
  `accountant administrator advisor adviser agent ambassador analyst apprentice architect attorney auditor banker broker
  captain caretaker cashier chairman chairperson clerk coach commissioner consultant contractor controller counsel
  counselor custodian customer dentist designer developer director doctor driver editor electrician engineer examiner
  executive farmer freelancer guard inspector instructor intern interpreter investor janitor journalist judge landlord
  lawyer lecturer librarian manager mayor mechanic mentor minister moderator notary nurse officer paralegal pharmacist
  physician pilot plumber president professor programmer psychologist receptionist recruiter registrar retiree
  salesperson scientist secretary senator shareholder sheriff soldier sponsor student subcontractor supervisor supplier
  surgeon surveyor teacher technician tenant therapist trainee translator treasurer tutor vendor veteran visitor
  volunteer warden board committee council commission ministry parliament senate tribunal court union bureau faculty
  subsidiary regulator ombudsman`.split(/\s+/),
);

/** Where a sentence goes on to say something else. */
export const clauseBreaks =
  /[,;:](?=\s)|[()–—]|\b(?:and|but|or|although|though|unless|which|who|whose|because|while|whereas|provided|if|when|before|after|except|according to|und|oder|aber|weil|wenn)\b/i;

/** Titles before a surname, which are no first names. */
export const titles: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr prof professor sir herr frau president king queen senator'.split(' '),
);
