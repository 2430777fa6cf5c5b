/**
 * Words that say nothing about what a sentence is about, in the languages that guards compare sentences in. Apart from
 * the search's stop words: the weights of the guards were fitted to these, and texts of several languages meet here.
 */
const LISTS = [
  'a an the this that these those there here it its he him his she her hers they them their theirs we us our ours you your yours i me my mine',
  'is am are was were be been being do does did done doing have has had having will would shall should can could may might must',
  'and or but nor so yet if then else than as at by for from in into of off on onto out over to up down with within without about after before during between under above through per via',
  'what which who whom whose when where why how not no yes any some all both each every few more most other such only own same too very just also again once ever never always',
  'say says said so see tell told get got one two make made use used using like well even still much many way thing things please s t re ve ll d m don',
  'der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wird werden hat haben im in am an auf aus bei mit nach von vor zu zum zur für um über nicht auch nur noch es er sie wir ihr',
  'le la les un une des du de et ou mais est sont était a ont au aux en dans sur par pour avec sans ne pas que qui se ce cette il elle nous vous',
  'el los las una y o pero es son era fue ha han del al en con sin por para no se que su',
] as const;

export const stopWords: ReadonlySet<string> = new Set(LISTS.join(' ').split(' '));
