/** The words that the gates look for. Lower case; `_` joins a phrase. Data only. */

/** Two ends of one scale: a question at one end never gets the answer of the other. */
export const POLES: readonly (readonly [string, string])[] = [
  [
    'enable activate turn_on switch_on allow permit accept approve grant authorise authorize include add attach subscribe join opt_in',
    'disable deactivate turn_off switch_off shut_off forbid prohibit deny reject decline refuse block ban exclude remove detach unsubscribe leave opt_out revoke',
  ],
  ['on', 'off'],
  ['raise increase turn_up loud louder', 'turn_down quiet quieter'],
  ['invite', 'expel uninvite'],
  ['lock', 'release'],
  ['cover', 'exclude'],
  ['succeed', 'bounce'],
  ['find', 'lose'],
  ['hand_over drop_off hand_in return', 'pick_up hand_out collect'],
  ['hand_out', 'hand_back'],
  ['connect', 'get_off'],
  ['in inside into', 'out outside'],
  ['before prior earlier until', 'after later since'],
  ['early earliest', 'late latest'],
  ['first', 'last'],
  ['next following', 'previous last prior'],
  ['with including', 'without excluding'],
  [
    'increase raise raised rise grow gain upgrade higher expand add boost',
    'decrease reduce lower drop fall shrink lose downgrade cut',
  ],
  ['more most greater', 'less least fewer fewest'],
  [
    'maximum max most upper ceiling longest highest largest',
    'minimum min least lower floor shortest lowest smallest',
  ],
  ['above over exceed', 'below under'],
  ['up', 'down'],
  ['start begin open launch resume', 'stop end finish close quit terminate pause'],
  ['open unlock', 'close lock shut'],
  [
    'login log_in sign_in signin check_in enter entry entrance',
    'logout log_out sign_out signout check_out exit leave',
  ],
  ['hire recruit', 'fire dismiss resign'],
  ['buy purchase', 'sell'],
  ['send give lend', 'receive get borrow'],
  ['upload', 'download'],
  ['import', 'export'],
  ['push', 'pull'],
  ['create make add write', 'delete remove destroy erase read'],
  ['install', 'uninstall'],
  ['connect', 'disconnect'],
  ['link', 'unlink'],
  ['show display reveal', 'hide'],
  ['public external', 'private internal'],
  ['external', 'internal'],
  ['arrive arrival come incoming inbound', 'depart departure go outgoing outbound leave'],
  ['day', 'night'],
  ['morning', 'evening afternoon night'],
  ['win success succeed pass', 'lose failure fail'],
  ['correct right true valid', 'incorrect wrong false invalid'],
  ['left', 'right'],
  ['cheap cheaper cheapest', 'expensive'],
  ['fast faster fastest quick', 'slow slower slowest'],
  ['new newest', 'old oldest'],
  ['big large larger largest long longer longest', 'small smaller smallest short shorter shortest'],
  ['high higher highest', 'low lower lowest'],
  ['full', 'empty partial'],
  ['full_time', 'part_time'],
  ['permanent permanently', 'temporary temporarily'],
  ['manual manually', 'automatic automatically'],
  ['required mandatory compulsory', 'optional voluntary'],
  ['employee', 'employer contractor'],
  ['encrypt', 'decrypt'],
  ['compress zip', 'decompress unzip extract'],
  ['online', 'offline'],
  ['domestic', 'foreign international abroad'],
  ['advantage benefit pro', 'disadvantage drawback con'],
  ['positive', 'negative'],
  ['good best better', 'bad worst worse'],
  ['safe', 'unsafe dangerous'],
  ['legal', 'illegal'],
  ['credit deposit', 'debit withdraw withdrawal'],
  ['income revenue profit', 'expense loss'],
  ['input', 'output'],
  ['sender', 'recipient receiver'],
  ['landlord lender', 'tenant borrower'],
  ['parent mother father', 'child son daughter'],
  ['male man', 'female woman'],
  ['weekday', 'weekend'],
  ['merge', 'split'],
  ['backup back_up', 'restore'],
  ['promote', 'demote'],
  ['encourage', 'discourage'],
  ['same', 'different'],
  ['present', 'absent'],
  ['minor', 'major'],
  ['personal', 'corporate company'],
  ['hot', 'cold'],
  ['summer', 'winter'],
  ['ascending', 'descending'],
  ['horizontal', 'vertical'],
  ['client', 'server'],
  ['read', 'write'],
].map(([a = '', b = '']) => [a, b] as const);

/** Words that deny. `n't` has become `not` by then. */
export const NEGATIONS =
  'not no never none nobody nothing neither nor without cannot unless except fail refuse lack avoid'.split(
    ' ',
  );

/** Beginnings that turn a word round: `paid`, `unpaid`. */
export const NEGATIVE_PREFIXES = ['un', 'in', 'im', 'il', 'ir', 'dis', 'non', 'de', 'mis', 'anti'] as const;

/** Words that say how much of something is meant. */
export const SCOPE_WORDS =
  `all every each only except any both either neither half most some few several least always never
  first last next previous other another same own once twice again still already yet ever entire whole just_once per
  minimum maximum up_to at_least at_most more less than`.split(/\s+/);

/** Prepositions whose object matters: `from A to B` is not `from B to A`. */
export const DIRECTIONS =
  `from to into onto toward than before after until since over under above below between against
  by for with without of in on at via through versus vs as per instead during within about behind around near`.split(
    /\s+/,
  );

/** Directions that are content of their own; the others may be there or not. */
export const TELLING =
  `from into before after until since over under above below between against without except versus
  during within instead than behind near outside inside out off`.split(/\s+/);

/** Prepositions that may carry a phrase to another place of the sentence. */
export const MOVABLE =
  'in on at for with during within inside via through using when under as of about'.split(' ');

export const MONTHS =
  'january february march april may june july august september october november december'.split(' ');
export const MONTHS_SHORT = 'jan feb mar apr jun jul aug sep sept oct nov dec'.split(' ');
export const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
export const OTHER_DATES =
  'yesterday tomorrow tonight weekend weekday quarter q1 q2 q3 q4 h1 h2 spring summer autumn fall winter christmas easter'.split(
    ' ',
  );

/** What a number can be measured in, each with its other spellings. */
export const UNITS: readonly string[] = [
  'second seconds sec secs s',
  'minute minutes min mins',
  'hour hours hr hrs h hourly',
  'day days daily',
  'week weeks weekly',
  'month months monthly',
  'quarter quarters quarterly',
  'year years yearly annual annually annum',
  'millisecond milliseconds ms',
  'dollar dollars usd $',
  'euro euros eur €',
  'pound pounds gbp £',
  'yen jpy ¥',
  'franc francs chf',
  'cent cents',
  'percent percentage %',
  'kb kilobyte kilobytes',
  'mb megabyte megabytes',
  'gb gigabyte gigabytes',
  'tb terabyte terabytes',
  'byte bytes',
  'bit bits',
  'km kilometre kilometres kilometer kilometers',
  'mile miles mi',
  'metre metres meter meters m',
  'cm centimetre centimetres centimeter centimeters',
  'inch inches',
  'foot feet ft',
  'kg kilo kilos kilogram kilograms',
  'gram grams g',
  'lb lbs',
  'ton tons tonne tonnes',
  'litre litres liter liters l',
  'gallon gallons',
  'celsius',
  'fahrenheit',
  'watt watts w',
  'kw kilowatt kilowatts',
  'volt volts',
  'am',
  'pm',
  'fortnight fortnights fortnightly biweekly',
  'decade decades',
];

export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  `one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
  fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
  eighty 80 ninety 90 hundred 100 thousand 1000 million 1000000 billion 1000000000 zero 0 dozen 12 single 1 double 2
  triple 3 twice 2 half 0.5 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10`
    .trim()
    .split(/\s+(?=[a-z])/)
    .map((pair) => pair.split(/\s+/) as [string, string]),
);
