import { lightStem } from '../../text/words/stem-to-tell-apart.ts';

/**
 * Words that may stand for each other in a question without changing its answer: one group a line, the first word names
 * it. Only what holds in nearly every sentence; a group that is wrong once makes a wrong answer. Words joined by
 * `_` are phrases. Opposites and degrees live in `gate-words.ts`.
 */
const GROUPS = `
approve approval authorise authorize authorisation authorization sign_off
reimburse reimbursement refund repay pay_back
pay payment
book reserve booking reservation
buy purchase
get obtain receive acquire be_given
begin start commence
end finish conclude
fix repair mend
help assist assistance aid
vacation holiday holidays annual_leave pto paid_time_off
ill sick
illness sickness
boss manager supervisor
staff employee personnel colleague coworker
worker workers
firm company organisation organization
customer client
error fault
issue problem trouble
picture image photo photograph
movie film
phone telephone
mobile_phone cell_phone cellphone
laptop notebook_computer
email e_mail mail
web_site website
app application
car automobile
price cost
large big
small little
new novel
quick fast rapid speedy
quickly rapidly
correct right proper
wrong incorrect
important essential crucial
needed necessary required
unneeded unnecessary
allow permit let
forbid prohibit ban
give provide supply offer
show display
select choose pick
change alter modify edit
remove delete erase
make create produce generate
build construct
set_up setup configure
install installation
use utilise utilize employ usage make_use_of
contain include comprise
contact reach get_in_touch_with
ask inquire enquire
answer reply respond response
request apply_for
find locate
keep retain
store save
send submit hand_in
share distribute
explain describe
mean signify
happen occur take_place
try attempt
check verify
ensure guarantee make_sure
assess evaluate evaluation
measure gauge
improve enhance
reduce lower decrease cut_down
increase raise boost
protect safeguard
avoid prevent
spread transmit transmission
cure heal
show_up appear
travel travelling traveling
trip journey
flat apartment
home house
bike bicycle
rubbish garbage trash
shop
child kid
doctor physician
virus viruses
location place
source origin
kind type sort
part portion
area region
goal aim objective purpose
method approach technique
way manner
rule regulation
requirement prerequisite
instruction direction
example instance
result outcome
benefit advantage
drawback disadvantage
difference distinction
similar alike
several multiple various
many numerous
approximately around roughly
maximum max
minimum min
information info detail details
document documentation
guide handbook
permission clearance
password passcode
sign_in log_in login log_on signin logon
sign_out log_out logout log_off
sign_up register enrol enroll registration
two_factor_authentication 2fa two_step_verification two_factor_verification
multi_factor_authentication mfa
single_sign_on sso
virtual_private_network vpn
human_resources hr
frequently_asked_questions faq
work_from_home wfh remote_work work_remotely telework
photo_id picture_id
id identification
cv resume curriculum_vitae
salary wage
deadline due_date
schedule timetable
meeting_room conference_room
headquarters head_office main_office
cafeteria canteen
lunch_break lunch
lift elevator
parking car_park parking_lot
kitchenette pantry
invoice bill
expense expenditure
complaint grievance
accident mishap
damage harm
danger hazard
safe secure
confidential secret
free free_of_charge
expensive costly
cheap inexpensive
easy simple
hard difficult
possible feasible
able capable
usual normal typical
special particular
specific certain
entire whole complete
current present
previous prior former
next following upcoming
last final
main primary principal
additional further extra
same identical
different distinct
automatic automated
automatically by_itself
manual by_hand
immediately right_away at_once straight_away
often frequently
rarely seldom
always at_all_times
usually normally typically
also too as_well additionally
because due_to owing_to because_of
about regarding concerning
through via by_means_of
while whilst
until till
toward towards
beside next_to
enable activate turn_on switch_on
disable deactivate turn_off switch_off
enter input type_in
close shut
connect link
merge combine
split divide
copy duplicate
move relocate
replace substitute
restore recover
restart reboot
cancel call_off
postpone delay
extend prolong
stop cease halt discontinue
continue carry_on proceed
return bring_back
collect gather
train_station railway_station
airplane aeroplane
taxi cab
colour color
centre center
programme program
licence license
cheque
organise organize
recognise recognize
analyse analyze
behaviour behavior
favour favor
catalogue catalog
united_states usa US
covid coronavirus corona sars_cov covid_disease covid_19 sars-cov-2 corona_virus covid_virus covid_19_virus
someone somebody
everyone everybody
anyone anybody
handle deal_with
complain make_a_complaint
lose misplace
arrive arrival
depart departure
deliver delivery
infect infection
`;

/** From each stemmed word or phrase (`turn_on`) to the name of its group. */
export const synonyms: ReadonlyMap<string, string> = new Map(
  GROUPS.trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.trim().split(/\s+/).map(stemPhrase);
      return words.map((word) => [word, words[0] ?? word] as const);
    }),
);

/** Phrases of the groups, longest first, as lists of stemmed words. */
export const synonymPhrases: readonly string[][] = [...synonyms.keys()]
  .filter((word) => word.includes('_'))
  .map((phrase) => phrase.split('_'))
  .sort((a, b) => b.length - a.length);

function stemPhrase(word: string): string {
  return word.split('_').map(lightStem).join('_');
}
