import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import { synonyms } from './synonyms.ts';

/**
 * Words that mean the same in some sentences and not in others: one group a line. They count as one only where a
 * general encoder finds two questions alike. What is always one stands in `synonyms.ts`; a word may be in several groups.
 */
const GROUPS = `
between than
professional personnel staff
act react behave proceed step
action doing
expose exposure
diagnose confirm
vulnerable risk
ensure protect
change update edit modify amend adjust
replace exchange swap
request ask apply order
order purchase
get receive obtain acquire find fetch
get become
get have hold
find see look locate view read access
see view show visible display look
visible access
report tell inform notify
notify inform tell alert contact
contact reach
ask turn consult approach help
claim reimburse
claim expense
run lead manage head organise responsible charg handle
responsible charg account handle manage look_after take_care
oversee supervise responsible
mentor coach
include get come consist
resign quit leave
resign resignation give_notice
resignation notice
start begin launch open
end stop finish terminate expire
close shut end
set_up configure prepare
set_up get
install add
remove uninstall take_off
delete remove erase
send ship post mail
parcel package packet
deliver send
bring take carry
come arrive
go travel
park leave
restore recover get_back
restore back
copy duplicate
rename name
increase turn_up
reduce turn_down
no without lack
eligible get
move transfer migrate shift
publish post release
release deploy publish
mute silence quiet
blur blurry
allow permit let may possible okay ok fine
possible allow available
available offer provide give exist possible
available access use
need require must necessary
have_to must need require
eligible qualify entitled
entitled right get
pay cost charge
price cost fee charge rate
much high big
limit maximum most cap restriction
restriction limit rule
rule policy regulation guideline requirement
guideline recommendation advice
wear dress
dress_code clothes wear
deadline due date
due submit
submit send hand_in file
fill_in complete
approve authorise permission approval
check review inspect verify look
review evaluate assess
test check examine
shot jab vaccination vaccine injection
ill sick unwell
doctor physician
hurt injure
die death dead
danger risk dangerous risky threat hazard
risk likely chance probability
risk threaten
problem trouble issue difficulty complication
problem complicate complication
cause lead result
cause problem
sign symptom
severe serious bad
effect affect impact influence
spread transmit pass transfer diffuse
spread spreadable
transmit catch infect
catch get infect contract
infect infection infectious infected
contagious infectious
protect protection safe safety avoid prevent
precaution protect measure safety
measure step action precaution
clean disinfect wash
clean cleaning
admit go
discharge leave release
hospital hospitalise
child kid
baby newborn infant
pregnant pregnancy
pet animal
mask facemask
warm warmer heat
weather temperature
food meal
plane flight airplane aeroplane
car vehicle
bike bicycle
home house
abroad overseas foreign
overseas international
trip travel journey
traveller travel
stay remain
live survive
happen consequence
consequence result outcome
mean definition
name named call
source come origin
source from
differ different difference
similar like
detect detection recognise find
use usage apply
employ use
recommend advise suggest recommendation
recommend should
appropriate suitable right recommend
wait delay
often frequent frequency
time hour
date day
early advance ahead
far long
notice advance
remote remotely home
staff employee personnel worker
colleague coworker teammate
boss manager
visitor guest
member belong
join member become enter
join register enrol
leave exit
owner own
choose select pick
pick_up collect get
return give_back bring_back
broken defective damaged
fix repair
help support assist
support work
work function run
work office
work job
office workplace
folder directory
file document
picture image photo
app application program tool
tool software program
website site
email mail message
phone telephone mobile
login sign_in account
password passphrase
access permission log_in
get access
block lock
connect link
attach add
add insert include
add create make
create make write draw build produce
make generate
write draft
share send
search find look
look_up find
format style
size big large
screen monitor display
wifi wi_fi wireless
company business firm organisation
outside external externally
inside internal internally
holiday vacation leave
day_off leave vacation
carry_over transfer take
unused left
salary pay wage
expense cost spend
invoice bill
receipt proof
contract agreement
training course
course class
learn find_out
know understand
explain describe
onboard onboarding introduction
meal dish
overnight night
fail failure
exam test
grant funding
shuttle bus
shop store
rubbish waste garbage
waste sewage wastewater
sewer sewage sewerage
throw_away dispose
dispose discard
cover include contain
keep store retain save
`;

/** Words that say little beside the others: either question may have them, where an encoder finds the two alike. */
const LIGHT = `
get have hav_to go do make come use want need find see know be mean happen exist apply
offer provide possible available able okay ok fine
process procedure way step possibility something anything kind sort type
certain particular specific generally usual usually normally currently actually really exactly
properly correctly easily simply quickly directly successfully personally
own myself yourself themselves itself that this those it these them they their he she who which what when
also still just even through within because please
`;

const groupsOf = new Map<string, Set<number>>();
GROUPS.trim()
  .split('\n')
  .forEach((line, group) => {
    for (const word of line.trim().split(/\s+/).map(named))
      groupsOf.set(word, (groupsOf.get(word) ?? new Set()).add(group));
  });
const light = new Set(LIGHT.trim().split(/\s+/).map(named));

/** Whether two stemmed words are of one group. */
export function looselySame(a: string, b: string): boolean {
  const others = groupsOf.get(b);
  return others !== undefined && [...(groupsOf.get(a) ?? [])].some((group) => others.has(group));
}

/** Whether a stemmed word says little beside others. */
export function isLight(word: string): boolean {
  return light.has(word);
}

/** Phrases of the groups, as lists of stemmed words. */
export const loosePhrases: readonly string[][] = `${GROUPS} ${LIGHT}`
  .split(/\s+/)
  .filter((word) => word.includes('_'))
  .map((phrase) => phrase.split('_').map(lightStem));

/** A word as it stands in a question's form: stemmed, and named by its synonyms. */
export function named(word: string): string {
  const stem = word.split('_').map(lightStem).join('_');
  return synonyms.get(stem) ?? stem;
}
