/**
 * Words and phrases of harmful content, our own list, as data. In lower case; `*` at the end stands for any ending. `weight` says how
 * much one of them says by itself: at 1 a text is toxic whatever else it holds; less needs company. A moderator reads this list
 * so that members need not read what it stops.
 */
export type ToxicList = { kind: string; weight: number; words: readonly string[] };

const list = (words: string): string[] => words.trim().replace(/\s+/g, ' ').split(', ');

export const toxicLists: readonly ToxicList[] = [
  {
    kind: 'threat',
    weight: 1,
    words: list(`
      kill yourself, kys, go die, hope you die, hope she dies, hope he dies, hope they die, i will
      kill you, i'll kill you, we will kill you, going to kill you, gonna kill you, want to kill
      you, should be shot, should be hanged, should be killed, deserve to die, deserves to die,
      deserve to be shot, beat you to death, burn in hell, rot in hell, gas the jews, death to all,
      death to the, kill them all, kill all the, kill all, shoot them all, burn them alive, slit
      your throat, slit his throat, slit her throat, i will find you and, bash your head, smash your
      face, break your legs, drink bleach, string them up, lynch them, bring dich um, ich bringe
      dich um, je vais te tuer, te voy a matar, rape you, behead them, exterminate them, wipe them
      out
    `),
  },
  {
    kind: 'slur',
    weight: 1,
    words: list(`
      nigger*, nigga*, niglet*, coon, coons, faggot*, fags, kike, kikes, spics, wetback*,
      towelhead*, raghead*, sand monkey*, muzzie*, muzrat*, mudslime*, tranny, trannies, shemale*,
      untermensch*, subhuman*, sub human*, chinks, gook, gooks, paki, pakis, dyke, dykes, retards,
      libtard*, white power, white genocide, heil hitler, sieg heil, jewish question, fake jews, jew
      rats, dirty jew*, filthy jew*, zionist pig*, race traitor*, race mixing, inferior race*,
      master race, camel jockey*, porch monkey*, jungle bunny
    `),
  },
  {
    kind: 'sexual',
    weight: 0.8,
    words: list(`
      porn*, xxx, xnxx, xvideo*, hentai, doujin*, blowjob*, handjob*, footjob*, cumshot*, creampie*,
      gangbang*, threesome*, milf*, camgirl*, cam girl*, cam sex, sex cam*, webcam sex, sex tape*,
      sex video*, sex chat, pussy, pussies, cock, cocks, dick, dicks, cum, cums, cumming, tits,
      titties, boobs, busty, horny, slutty, anal, orgasm*, masturbat*, fisting, bdsm, bukkake,
      deepthroat*, clit, clits, erection*, ejaculat*, penis, vagina*, nipples, thrusting, moaned,
      moaning, naked, nude, nudes, topless, lingerie, escort girl*, escorts, prostitut*, puta,
      putas, follar, sexo, fetish*, dildo*, vibrator*, hardcore, incest, stepsister, stepmom,
      lesbians, seduce*, hot girls, sexy, fuck me, fucked me, fucks her, fucking her, fuck her, suck
      my, ride me, eat me out, spank*, sissy, femdom, mistress, throbbing, aroused, arousal, virgin,
      virginity, gay sex, anal sex, oral sex, sex with, having sex, had sex
    `),
  },
  {
    kind: 'minors',
    weight: 1,
    words: list(`
      child porn*, kiddie porn, underage sex, underage girl*, underage boy*, preteen*, loli, lolis,
      lolicon, shota, jailbait, cp links, young teen sex, schoolgirl sex
    `),
  },
  {
    kind: 'self-harm',
    weight: 0.8,
    words: list(`
      kill myself, killing myself, end my life, end it all, want to die, wanna die, wanting to die,
      wish i was dead, wish i were dead, better off dead, suicidal, suicide note, commit suicide,
      committing suicide, attempted suicide, cut myself, cutting myself, slicing myself, slice
      myself, cutting my, cuts on my, self harm*, self-harm*, selfharm*, self injur*, self-injur*,
      hurt myself, hurting myself, burn myself, burning myself, starve myself, starving myself,
      overdose on, hang myself, relapsed, relapse, razor, razors, my scars, urge to cut, urges to
      cut, bleed out, purging, fantasize about dying, no reason to live, shoot myself, stab myself,
      stabbing myself, styro, deep cuts
    `),
  },
  {
    kind: 'hate',
    weight: 0.5,
    words: list(`
      muslims are, jews are, blacks are, whites are, gays are, women are, immigrants are, refugees
      are, africans are, mexicans are, arabs are, indians are, these people are, these animals,
      savages, vermin, parasites, cockroaches, infest*, invaders, invading, degenerate*, depravity,
      abomination*, apostate*, infidel*, kafir*, kuffar, khazar*, globalist*, zionist*, jihad*, the
      jews, the blacks, the muslims, the gays, third world, illegals, thugs, terrorists, go back to,
      deport*, monkeys, apes, chimp*, shithole*, islam is, feminazi*, feminists, homosexual*,
      tranny*, transgenders, mental illness, inbred*, barbaric, uncivilized, filthy, scum,
      disgusting, holocaust, goyim, goy
    `),
  },
  {
    kind: 'violence',
    weight: 0.5,
    words: list(`
      kill, kills, killed, killing, murder*, slaughter*, behead*, decapitat*, execut*, torture*,
      stab, stabbed, shoot, shot, gun, guns, bullet*, rope, hanging, hang him, hang them,
      explosives, bomb, bombs, nuke*, massacre*, genocide, exterminat*, blood, bloody, gore,
      corpse*, dead bodies, rape, raped, rapist*, beat the shit, beat up, punch*, choke*, strangl*,
      skull, guts, knife, sword, burned alive, firing squad, death penalty, assassinat*, eliminate,
      revenge, lynch*
    `),
  },
  {
    kind: 'abuse',
    weight: 0.6,
    words: list(`
      cunt, cunts, motherfuck*, bitch, bitches, asshole*, arschloch*, hurensohn*, wichser*, fotze*,
      dickhead*, cocksucker*, wanker*, whore, whores, slut, sluts, bastards, bastard, scumbag*,
      retard, retarded, moron, morons, idiot, idiots, imbecile*, piece of shit, pieces of shit, fuck
      you, fuck off, fuck them, shut the fuck up, stfu, salope*, connard*, hijo de puta, puta madre,
      loser, losers, pathetic, worthless, you disgust me, trash, douchebag*, prick, twat*, you are
      stupid, you are an idiot, you're an idiot, you're a moron, you are worthless, nobody likes
      you, dumbass*, jackass*, dumb bitch, dirtbag*, pig, pigs
    `),
  },
  {
    kind: 'swearing',
    weight: 0.25,
    words: list(`
      fuck, fucks, fucked, fucker*, fucking, fuckin, shit, shits, shitty, bullshit, crap, scheisse,
      scheiße, verdammt*, merde, mierda, joder, damn you, goddamn, damn, ass, arse, wtf, piss,
      pissed, hell
    `),
  },
];

/** Ordinary uses of hard words, at work above all; what they cover is no hit. */
export const toxicIdioms = new RegExp(
  [
    String.raw`\bkill(?:s|ed|ing|er)? (?:-?\d+|(?:the |a |this |that |all |my |our |any |some |off )*(?:\w+ )?(?:process(?:es)?|jobs?|servers?|sessions?|pods?|tasks?|threads?|containers?|scripts?|switch(?:es)?|tests?|builds?|ports?|connections?|features?|app|apps|time|birds?|lights?|query|queries|daemon|worker|workers|branch|vibe|weeds?|bacteria|virus(?:es)?|germs|mood))\b`,
    String.raw`\bkill -\w+`,
    String.raw`\b(?:kill|killing) it\b`,
    String.raw`\bkill chain\b`,
    String.raw`\b(?:is|are|was|were|['’]s|['’]re) (?:\w+ )?killing (?:me|us)\b(?! (?:with|by|slowly))`,
    String.raw`\bshoot (?:me|us|him|her|them|you|over|off) (?:an? |over |the )?(?:e-?mail|message|note|mail|text|line|dm|ping|question)\b`,
    String.raw`\b(?:trouble|over|photo|video|film|product)[ -]?(?:shoot\w*|shot)\b`,
    String.raw`\b(?:screen|snap|long|hot|big|best|one|single|flu|booster|vaccine|head|mug|slap|moon|blood|first)[ -]?shots?\b`,
    String.raw`\b(?:take|give (?:it|this)|worth|have) (?:it )?an? shot\b`,
    String.raw`\bexecut(?:e|es|ed|ing|ion|ive|ives|able|or|ors)\b`,
    String.raw`\bblood (?:tests?|pressure|donation|donor|drive|types?|sugar|work|bank)\b`,
    String.raw`\b(?:bullet|bulleted)[ -]?(?:points?|lists?|journals?|s\b)`,
    String.raw`\bgun[ -]?(?:shy|metal)`,
    String.raw`\bsticking to (?:our|my|their) guns`,
    String.raw`\bpunch(?:ed|ing)?[ -]?(?:list|line|in|out|card|clock)\b`,
    String.raw`\bmurder(?:ed)? (?:mystery|the deadline)`,
    String.raw`\b(?:to|in) hell and back\b`,
    String.raw`\bbloody (?:brilliant|good|hell|useful)\b`,
    String.raw`\bdick (?:cheney|van dyke|clark|durbin|nixon|grayson|tracy|turpin|whittington)\b`,
    String.raw`\bmoby[- ]dick\b`,
    String.raw`\bcock(?:pit|tail|ney|roach)\w*`,
    String.raw`\bpeacock\w*`,
    String.raw`\bmaster(?:/|[ -]and[ -]|[ -])slaves?\b`,
    String.raw`\bapes? (?:together|strong)`,
    String.raw`\btrash (?:can|bin|folder|collection|icon|day|pickup)\b`,
    String.raw`\b(?:in|to|from|empty|the) (?:the )?trash\b`,
    String.raw`\bguinea pigs?\b`,
    String.raw`\bpiggy`,
    String.raw`\bskeletons? in`,
    String.raw`\banal(?:y\w+|og\w*)`,
    String.raw`\bhardcore (?:mode|fans?|gamers?|gaming|users?|developers?)\b`,
    String.raw`\bknife (?:set|block|safety|drawer)\b`,
    String.raw`\bropes? course\b`,
    String.raw`\b(?:learn|show|know|learning) (?:me |you |us |them )?the ropes\b`,
    String.raw`\bpigs? in\b`,
    String.raw`\bhell of\b`,
    String.raw`\bvirgin (?:atlantic|media|mobile|active|olive|islands?|galactic|mojito|forest)\b`,
    String.raw`\bhanging (?:out|up|in|on|the|around)\b`,
    String.raw`\bchoke ?points?\b`,
    String.raw`\bexplod(?:e|ed|ing) (?:view|in)\b`,
    String.raw`\bbath ?bombs?\b`,
    String.raw`\bfork bombs?\b`,
    String.raw`\bzip bombs?\b`,
    String.raw`\bmail bombs?\b`,
    String.raw`\beliminat(?:e|es|ed|ing)\b(?! (?:them|him|her|the (?:jews|muslims|blacks)|all|as many))`,
    String.raw`\bdata (?:gore|torture)\b`,
    String.raw`\btorture tests?\b`,
    String.raw`\bmonkey[- ]?(?:patch\w*|test\w*|bars?|wrench)\b`,
    String.raw`\bchaos monkeys?\b`,
    String.raw`\bthird world (?:countries|debt|quarterly)\b`,
  ].join('|'),
  'giu',
);

/** What people say to a screen or a clock: alone no harmful language. "Damn you" is meant for somebody. */
export const mildExclamations: ReadonlySet<string> = new Set(list('damn, goddamn, hell, crap, wtf'));

/** Who reports, asks for help or writes a rule names what happened: such a text needs more than one hard word to be stopped. */
export const toxicReports =
  /\b(?:report(?:ed|ing|s)?|harass\w*|bull(?:y|ied|ying)|polic(?:y|ies)|code of conduct|compliance|hotline|help ?line|crisis line|prevent(?:ion|ing)?|awareness|training|counsel(?:l?ing|lor)|employee assistance|victims? of|witness(?:ed)?|complain(?:t|ts|ed)?|moderat(?:e|ion|or|ors)|zero[- ]tolerance|prohibit(?:ed|s)?|not (?:tolerated|acceptable|allowed)|unacceptable|definition of|what does|called me|told me to|sent me)\b/i;

/** Questions about what to do with such words, and rules that forbid them: these pass. */
export const toxicHelp =
  /\b(?:how|where|whom?|to whom) (?:do|can|should|would|must) (?:i|we|you|one|an employee) (?:report|file|handle|deal with|respond to|complain|tell|escalate)\b|\bwhat (?:should|can|do) (?:i|we) do (?:if|when)\b|\bcode of conduct\b|\b(?:our|the|company|this) (?:\w+[ -]){0,3}policy\b|\b(?:is|are) (?:strictly )?(?:prohibited|forbidden|not tolerated)\b/i;

/** Letters hidden by signs, by the word that is meant. */
export const maskedWords: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)f[\W_u]{1,3}c?k(?=\w*)/giu, 'fuck'],
  [/(?<!\w)s[\W_]?h[\W_i1]{1,2}t(?!\w*[aeo])/giu, 'shit'],
  [/(?<!\w)b[\W_i1]{1,2}tch/giu, 'bitch'],
  [/(?<!\w)c[*@#_$!]{1,2}nt/giu, 'cunt'],
  [/(?<!\w)a[*@#_$]{2}(?=hole|\b)/giu, 'ass'],
  [/(?<!\w)n[*!@#1_$]{1,2}gg?[*!@#_$]?/giu, 'nigg'],
  [/(?<!\w)d[*!@#1_$]{1,2}ck/giu, 'dick'],
  [/(?<!\w)wh[*@#0_$]re/giu, 'whore'],
  [/(?<!\w)sl[*@#_$]t/giu, 'slut'],
  [/(?<!\w)r[*@#3_$]t[*@#4_$]rd/giu, 'retard'],
  [/(?<!\w)k[*!@#1_$]ll(?= (?:your|my|him|her|them|you))/giu, 'kill'],
];
