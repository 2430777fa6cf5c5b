/**
 * What is known of a charset before a byte of text is seen: the small letters beyond ASCII of each language written in it, and
 * how usual the charset is (added to its score). Letters of scripts other than Latin stand in the order of their frequency.
 */
export type CharsetLetters = {
  charset: string;
  prior: number;
  /** Latin letters with accents stand between plain ones; letters of other scripts stand side by side. */
  script: 'latin' | 'other';
  languages: readonly string[];
};

const german = 'äöüß';
const french = 'éèàçêôûîâëïùœ';
const spanish = 'áéíóúñü¿¡';
const portuguese = 'ãçáéíóúâêôõà';
const italian = 'èàòùìé';
const nordic = 'åäöæøé';
const icelandic = 'áéíóúýþæöð';
const dutch = 'ëïéóöü';
const catalan = 'àéèíòóúïüç';
const west = [german, french, spanish, portuguese, italian, nordic, icelandic, dutch, catalan];
const polish = 'ąćęłńóśźż';
const czech = 'áčďéěíňóřšťúůýž';
const slovak = 'áäčďéíľĺňóôŕšťúýž';
const hungarian = 'áéíóöőúüű';
const croatian = 'čćđšž';
const romanian = 'ăâîşţ';
const central = [polish, czech, slovak, hungarian, croatian, romanian, german];
const lithuanian = 'ąčęėįšųūž';
const latvian = 'āčēģīķļņšūž';
const estonian = 'õäöüšž';
const russian = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';
const ukrainian = 'оаниівтерсклудмпзябьгчйхцїжюєшщфґ';
const serbian = 'аоиенрјсткувдмлпгзбчјшцжћхђљњфџ';
const cyrillic = [russian, ukrainian, serbian];
const greek = 'αοιετσνηυρπκμλςωίόήάέγδύώχθφβξζψϊϋΐΰ';
const hebrew = 'יוהלאתבמרשנדקעחכפםטגצסזןךףץ';
const arabic = 'اليمنوترهعبدسفكقةحجشصأىءطذإخضثزغظئآؤ،؟';
const thai = 'านรกอเงมยวลดทสตะปบคหแจพชขใไผโถณศซธญฐฟ่้ีัิื์ุู็ำฎฏฑฒฉภ';

/** Single-byte charsets that teams' old files are in, by the names of `decodeStrictly`. */
export const charsetLetters: readonly CharsetLetters[] = [
  { charset: 'windows-1252', prior: 0.05, script: 'latin', languages: west },
  { charset: 'windows-1250', prior: 0, script: 'latin', languages: central },
  { charset: 'iso-8859-2', prior: -0.05, script: 'latin', languages: central },
  { charset: 'windows-1254', prior: -0.02, script: 'latin', languages: ['ığşöüçâî'] },
  { charset: 'windows-1257', prior: -0.02, script: 'latin', languages: [lithuanian, latvian, estonian] },
  { charset: 'macintosh', prior: -0.15, script: 'latin', languages: west },
  // Curly quotes of other charsets are letters in these: they must read far better.
  { charset: 'ibm850', prior: -0.6, script: 'latin', languages: west },
  { charset: 'ibm852', prior: -0.65, script: 'latin', languages: central },
  { charset: 'ibm437', prior: -0.65, script: 'latin', languages: west },
  { charset: 'windows-1251', prior: 0.02, script: 'other', languages: cyrillic },
  { charset: 'koi8-u', prior: -0.02, script: 'other', languages: cyrillic },
  { charset: 'ibm866', prior: -0.05, script: 'other', languages: cyrillic },
  { charset: 'iso-8859-5', prior: -0.08, script: 'other', languages: cyrillic },
  { charset: 'windows-1253', prior: 0, script: 'other', languages: [greek] },
  { charset: 'windows-1255', prior: 0, script: 'other', languages: [hebrew] },
  { charset: 'windows-1256', prior: 0, script: 'other', languages: [arabic] },
  { charset: 'windows-874', prior: 0, script: 'other', languages: [thai] },
];

/** Charsets of two bytes a character, with characters that are frequent in any text of their languages. */
export const wideLetters: readonly { charset: string; common: string; range: RegExp }[] = [
  {
    charset: 'shift_jis',
    common: '日本人大年一国会中出上生事時行見月分後前東気用方場所入間金社業受付部屋鍵使者者開',
    range: /[\p{Script=Hiragana}\p{Script=Katakana}ー々。、「」]/u,
  },
  {
    charset: 'euc-jp',
    common: '日本人大年一国会中出上生事時行見月分後前東気用方場所入間金社業受付部屋鍵使者者開',
    range: /[\p{Script=Hiragana}\p{Script=Katakana}ー々。、「」]/u,
  },
  {
    charset: 'gb18030',
    common:
      '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运钥匙在哪里领取前台',
    range: /[，。？！：；“”（）]/u,
  },
  {
    charset: 'big5',
    common:
      '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直資命山金指許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取格望覺術領共確傳師觀清今切院讓識候帶導爭運',
    range: /[，。？！：；「」（）]/u,
  },
  {
    charset: 'euc-kr',
    common:
      '이다는의에을를가하고은지로한기사자도리인어서대시나해있그수일부전아정스보라주장제것들만여원성으구마과상우비동오경관게면조년니트안위유신적국있할문까세방드와무공간연학생각습됩용실개소내거분행었때물중요모터본화저당바발교통두출약명데번않결입',
    range: /\p{Script=Hangul}/u,
  },
];
