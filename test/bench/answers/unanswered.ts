import type { AnswerSet } from './answer-sets.ts';

/**
 * More questions that no page of a set answers, to train and judge evidence with: the sets themselves have 34. Written by
 * hand, as typed in chat, without a look at what Docent makes of them; half tell of a situation, since otherwise the form
 * of a question alone would tell the unanswerable ones. One a line.
 */
const UNANSWERED: Readonly<Record<string, string>> = {
  'handbook-a': `
how do i get a parking permit for my car
is there a canteen and what does lunch cost
can i bring my dog to the office
do we have a share option plan
which health insurance do we get through work
how much is the moving allowance
where is the first aid kit
who is the fire warden
what is the printer password
is there a pension and who runs it
how long is the probation for interns in germany
can i sublet my desk
do we give discounts on public transport cards in belgium
how do i reset my bitlocker pin
which brand of coffee machine do we have
what are the opening hours of the reception in the weekend
can i expense noise cancelling headphones for a podcast guest
what is the salary of the chief executive
how do i apply for a works council seat
do we pay overtime on sundays
how do we invoice a client in dollars
what is our gitlab runner token
when is the summer party
what is the referral fee for bringing in a friend
how many people work in the rotterdam branch
thinking of bringing my dog along on friday
printer on the second floor keeps jamming, who repairs it
my landlord is throwing me out, can the company help with a flat
i dropped coffee on the office carpet, must i pay
want to buy my work laptop when i leave
my chair squeaks like mad
going to run a marathon for charity, does the foundation chip in
my teeth hurt, does our insurance cover a crown
need a quiet desk with two screens on thursday
the lift is stuck again
my train subscription doubled in price, do we get a rise
i lost the receipt of my lunch in 2015
somebody parked in my spot
would love to swap my holidays for cash
we want to rename our wifi
my badge photo is awful, how can i swap it
kid wants to do her school internship with me
planning to move to portugal and work from there for good
i forgot the alarm code of the building
my contract ends in june and nobody has told me anything about a bonus`,
  '18f': `
can i expense a standing desk for my kitchen and how much is paid
is there a canteen in the chicago building and what does lunch cost
do we get stock options
how many paid volunteer days do i get each year
which dentist is in our dental network
what is the wifi password in chicago
who is the fire warden on my floor
how long is paternity leave for contractors from canada
what does a parking spot in the garage cost
can i have two external monitors shipped to france
how do i install photoshop on the gsa mac
when do we get the christmas bonus
is there a pension lump sum if i leave after three years
how much is the clothing allowance
can my spouse use the gym
where is the prayer room in the seattle office
what is the maximum hotel price in london
do we have a company football team
how do i get a company credit card for my partner
how many push ups are in the fitness test
what is the on-call pay for weekends
may i sell my old work laptop
which airline status do we get matched
how do i book the sauna
what is the penalty for losing my badge twice
thinking of bringing my dog along on friday
printer on the second floor keeps jamming, who repairs it
my landlord is throwing me out, any help with a flat
spilled coffee all over the carpet, must i pay for it
would like to buy my old work phone when i leave
my chair squeaks like mad
running a marathon for charity, does the agency chip in
my teeth hurt, is a crown covered
fancy a desk by the window in new york
the lift is stuck again
rent went up, do we get a rise
parking ticket on my own car outside headquarters
someone keeps stealing my lunch out of the fridge
would love to swap my sick days for cash
my avatar in the org chart is upside down
badge photo is awful, how can i swap it
my daughter wants to do her school internship with me
planning to live in portugal for good and keep this job
nobody told me anything about a bonus this year
need a bigger monitor for my attic`,
  'product-b': `
can audacity split a song into stems on an ipad
how do i connect two macs to record together over the internet
how do i write sheet music
does audacity make subtitles from speech
how do i autotune my voice in real time
can i upload straight to soundcloud with one button
how do i buy a license for my company
is there an android app
how do i add a video intro
how do i change the language of the website
what is the price of audacity pro
how do i mix for 7.1 surround speakers
how do i remove drm from my audible books
how do i burn a dvd
can i control audacity with a midi keyboard
how do i record a phone call on my iphone
how do i stream to twitch from audacity
which headphones are best for mixing
how do i make a ringtone and send it to my phone
how do i sync the lyrics karaoke style
can it transcribe an interview
how do i install it on a chromebook without linux
does it run on windows xp
how do i get a refund for a plugin
how do i play vinyl at 78 rpm with a 33 turntable
who won the audacity plugin contest
how do i convert a mp4 video to avi
how do i use my graphics card to speed up effects
how do i set a password on my project
how do i schedule an email when the export is done
my screen is too bright when i edit at night, want the app to dim by itself at ten
would like my voice to sound like darth vader while i talk on zoom
singer moved to spain, we want to record together live over the net
got a stack of minidiscs with no player
my laptop fan is loud, how do i slow it down
the drummer hits late, can it quantize him by itself
i'd love the lyrics to scroll while i sing
lost the box with my serial number
wedding video has wind in it, fix the video
want it to write down the chords of the song
boss wants a transcript of the meeting by noon
my dog chewed the usb cable, which one do i buy
can't afford the pro version, student discount?
need dolby surround for our cinema
would like to pay the developers with bitcoin
i deleted the recording last year, get it back from the cloud
my phone app keeps crashing while i record
want to print the waveform on a mug with the program
my band needs mixing by a professional, can you do it
teach me to sing in tune`,
};

/** What people write about other things, not as a question. */
const OTHER_STATEMENTS = `
my car won't start this morning
need a good recipe for pancakes
can't sleep lately, any tips
my football team lost again last night
thinking of getting a cat, which breed is calm
tomatoes on my balcony turn yellow
it's raining, what shall i watch tonight
bored stiff, tell me something funny
my grandma's apple cake needs how many eggs
going to rome in may, what must i see
my knee hurts after running
want to learn the guitar, where to begin
neighbour plays drums at midnight
my houseplant is dying, brown leaves everywhere
looking for a birthday gift for my six year old nephew
stuck in the new zelda game, water temple
the moon looked huge yesterday
got a parking fine in paris, do i have to pay
my toddler refuses vegetables
dreamt about flying again
help me pick a name for my boat
solar panels on my roof, worth it?
washing machine leaks and stinks
i burnt the rice, pot is black
who would win, a bear or a shark
bitcoin dropped again, sell or hold
my phone battery swells
want to lose five kilos before summer
the mayor of my town resigned, why
learning spanish, how do i say good morning`;

/**
 * One handbook's questions put to the other's pages: on the topic, and about another house. Left out are those that both
 * answer, or might.
 */
const ASKED_ELSEWHERE: Readonly<Record<string, { of: string; ids: string }>> = {
  'handbook-a': {
    of: '18f',
    ids: `h-lex-01 h-lex-02 h-lex-03 h-lex-04 h-lex-05 h-lex-06 h-lex-07 h-lex-09 h-lex-10 h-lex-11 h-lex-12 h-lex-13 h-lex-14 h-lex-15 h-lex-16 h-lex-17 h-lex-20 h-fac-02 h-fac-03 h-fac-04 h-fac-05 h-fac-06 h-fac-07 h-fac-08 h-fac-09 h-fac-10 h-fac-12 h-fac-13 h-fac-14 h-fac-16 h-fac-17 h-fac-18 h-fac-19 h-fac-20 h-par-03 h-par-04 h-par-08 h-par-15 h-par-17 h-par-18 h-par-19 h-par-26 h-par-30 h-par-34 h-how-01 h-how-02 h-how-03 h-how-04 h-how-07 h-how-11 h-how-12 h-how-13 h-typ-02 h-typ-06 h-typ-07 h-typ-08 h-mul-02 h-mul-05 h-mul-06`,
  },
  '18f': {
    of: 'handbook-a',
    ids: `a-lex-03 a-lex-11 a-lex-12 a-lex-13 a-lex-14 a-fac-01 a-fac-02 a-fac-05 a-fac-10 a-fac-12 a-fac-17 a-fac-19 a-fac-21 a-par-06 a-par-13 a-par-19 a-par-22 a-par-30 a-how-11 a-how-12 a-how-16 a-typ-04 a-typ-05 a-typ-06 a-mul-04`,
  },
};

export type Unanswered = { kind: 'unanswered' | 'asked elsewhere' | 'other statements'; text: string };

/** Questions that no page of this set answers; those of another set only where `sets` holds it. */
export function unansweredOf({ name }: AnswerSet, sets: readonly AnswerSet[]): Unanswered[] {
  const elsewhere = ASKED_ELSEWHERE[name];
  const ids = linesOf((elsewhere?.ids ?? '').replaceAll(' ', '\n'));
  const others = sets.find((set) => set.name === elsewhere?.of)?.cases ?? [];
  return [
    ...linesOf(UNANSWERED[name] ?? '').map((text) => ({ kind: 'unanswered' as const, text })),
    ...others
      .filter(({ id }) => ids.includes(id))
      .map(({ question }) => ({ kind: 'asked elsewhere' as const, text: question })),
    ...linesOf(OTHER_STATEMENTS).map((text) => ({ kind: 'other statements' as const, text })),
  ];
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
