/**
 * Little words by language, in lower case and without accents (`ø`, `ß` and Cyrillic stay): they tell the language of a
 * text, and carry the form of a question more than its subject. English has its own list (`stop-words.ts`). Languages
 * without a stemmer here (`none`) are listed so that they are not taken for a neighbour.
 */
export const LITTLE_WORDS = {
  de: `aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei damit dann das dass dazu
dein deine dem den denn der des die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer
eines er es etwas euch euer fur gegen gibt hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren im in ist
ja jede jeden jeder jetzt kann kannst kein keine konnen lange man mehr mein meine meinem meinen mich mir mit muss mussen
nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so soll sollen uber um und uns unser unsere unter viel
viele vom von vor wann war warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder wieviel
wir wird wo wohin womit zu zum zur zwischen`,
  fr: `a afin ai ainsi apres au aucun aucune aussi autre aux avant avec avez avoir avons bien ce cela ces cet cette ceux
chaque chez comme comment dans de depuis des dois doit doivent donc du elle elles en encore entre est et etre eux fait
faut font ici il ils je la le les leur leurs lors lorsque lui ma mais me meme mes moi mon ne nos notre nous on ont ou par
pas pendant peut peuvent peux plus pour pourquoi quand que quel quelle quelles quels qui quoi sa sans se selon ses si son
sont sous suis sur ta te tes ton tous tout toute toutes tres tu un une vers vos votre vous y`,
  es: `a al algo alguna algunas alguno algunos antes aqui asi aun aunque cada como con cual cuales cuando cuanta cuantas
cuanto cuantos de debe deben debo del desde despues donde durante e el ella ellas ellos en entonces entre era es esa esas
ese eso esos esta estan estas este esto estos fue ha hace hacer han hasta hay la las le les lo los mas me mi mientras mis
mucho muy nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por porque pude puede pueden
puedo que quien quienes se sea segun ser si sido sin sobre solo son su sus tal tambien tan tanto te tiene tienen tengo
todas todo todos tu tus un una unas uno unos usted y ya yo`,
  it: `a ad agli ai al alla alle allo anche ancora avere c che chi ci cio come con cosa cosi cui da dai dal dalla dalle dei
degli del dell della delle dello deve devo devono di dopo dove e ed era essere fa fino fra gia gli ha hanno ho i il in io
l la le lei li lo loro lui ma me mentre mi mia mie miei mio molto ne negli nei nel nell nella nelle no noi non nostra
nostro o ogni per perche piu poi posso possono prima puo qual quale quali quando quanta quante quanti quanto quella quelle
quello quest questa queste questi questo se sei senza si sia sono sotto sta su sua sue sui sul sulla suo suoi te tra tu
tutte tutti tutto un una uno vi voi`,
  pt: `a agora ainda ao aos apos as assim ate cada com como da das de dela dele depois desde deve devem devo do dos durante
e ela elas ele eles em enquanto entao entre era essa esse esta estao estas este estes eu foi ha isso isto ja la lhe mais
mas me menos mesmo meu meus minha muito muitos na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas
pelo pelos pode podem poderia por porque posso pra qual quais quando quanta quantas quanto quantos que quem sao se seja
sem ser seu seus so sob sobre sua suas tambem tem tenho ter teu todo todos tu um uma umas uns voce voces`,
  nl: `aan af al alle als altijd andere ben bij binnen d dan dat de den deze die dit doe doen door dus een en er ge geen
geweest haar had heb hebben heeft hem het hier hij hoe hoeveel hun iets ik in is ja je jij jou jouw jullie kan kunnen kunt
lang maar maken me meer men met mij mijn moet moeten mag mogen na naar naast niet niets nog nu of om omdat onder ons onze
ook op over per pas sinds te tegen tijdens toch tot u uit uw van vanaf veel voor vraag waar waarom wanneer want waren was
wat we wel welk welke werd wie wij wil word worden wordt ze zelf zich zij zijn zo zonder zou`,
  sv: `alla allt an and andra att av bara bli blir da de dem den denna deras dess det detta dig din dina ditt du efter eller
en er era ert ett far fick finns for fore fran gor ha han har hade hans hon hur i in ingen inom inte ja jag kan kunna man
maste med mellan men mig min mina mitt mot mycket nagon nagot nagra nar ni nu och om oss over pa sa sedan sig sin sina
ska skall skulle som till under upp ut utan vad var vara vart varfor vem vi vid vilka vilken vilket vill`,
  no: `alle at av bare ble blir bli da de deg dem den denne der deres det dette din dine ditt du eller en enn er et etter
fikk for fordi fra fram gjor ha hadde han hans hennes her hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i
ikke ikkje ingen inn jeg kan kunne man med meg mellom men mer mine mitt mot mye ma nar no noe noen nå og også om opp oss
over pa samme seg selv sin sine skal skulle slik som til ut uten under vart var vare vi vil ved vår`,
  da: `ad af alle alt andre at bare begge blev blive bliver da de dem den denne der deres det dette dig din dine dit dog du
efter eller en end er et fa far fik for fordi fra for før gor ha har han hans havde have hendes her hun hvad hvem hver
hvilke hvilken hvis hvor hvordan hvorfor i ikke ind ingen jeg jer jeres kan kunne lige man mange med meget mellem men mig
min mine mit mod må na nar noget nogle nogen nu og ogsa om op os over pa sa selv sig sin sine skal skulle som sadan til ud
uden under var vi vil ville vor ved være`,
  fi: `ei eika ela eli en ennen ettei etta han hanen he heidan ihan ilman itse ja jalkeen jo joka joissa jonka jos joskus
jossa jota jotka kanssa kautta kuin kuinka kun kuka mika mikali mina minka minun minulla missa mista mita miten milloin
miksi monta mukaan mutta myos me meidan ne niiden niin niita noin nyt ole olen olet olla oli olisi ollut on ovat paljonko
pitaa sen se sekä seka sen sille silloin sina sinun sita siella siis tai taman tama tassa taytyy te teidan vaan vai vain
vaikka vasta viela voi voiko voin voit voivat yli`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всё всего вы где для до его ее её если есть еще ещё
же за здесь и из или им их к как какая какие какой когда кому которая которые который которых кто куда ли либо лучше мне
может можно мой моя мы на надо нам нас не него нее нет ни них но ну нужно о об один он она они оно от по под после потому
почему при про с сам свой себя сколько со так также такой там то того тоже только том ты у уже чего чем через что чтобы
эта эти это этого этом этот я`,
  none: `w nie na sie z do ze jest jak co ale po tak od przez dla czy tylko juz byl jego jej ich moze gdy gdzie kiedy oraz
przed ktory ktora nalezy v je za by si jsem jen pro uz nebo ktera jsou pri kde muze ve bir bu da de icin ile ne gibi
olarak cok daha var kadar ama sonra her nasil nerede degil veya gore`,
} as const;
