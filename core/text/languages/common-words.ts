/** The commonest little words of a language: they tell it from its neighbours in a sentence or two. Without accents, in lower case. */
export const commonWords: Readonly<Record<string, string>> = {
  en: 'a i the of and to in is that it for was on are as with his they be at this have from or had by but not what all were we when your can said there use an each which do how their if will up other about out many then them these so some her would make like him into time has look two more go see no way could people my than first been who its now find long down day did get come made may part over new after does should where please you any also',
  de: 'der die und in den von zu das mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei kann gegen vom konnen schon wenn habe seine ihre dann unter wir soll ich eines konnte bitte wo was wer ihr mein muss',
  fr: 'le la les et des en un une du est que pour qui dans par plus sur se au ne ce il sont pas avec il a ont cette ou mais comme nous vous elle son ses leur aux etre fait peut sans tout ces deux meme aussi bien ou si leurs entre je mon votre quel quelle comment ou faut doit',
  es: 'el la de que y a en un ser se no haber por con su para como estar tener le lo todo pero mas hacer o poder este ir otro ese si me ya ver porque dar cuando muy sin vez mucho saber sobre mi alguno mismo yo tambien hasta los las una del al es son fue donde cual puede debe usted',
  it: 'il la di che e un una in per non si da con sono del della come piu ma anche le gli al nel alla dei delle lo ha questo se su i essere o cosi tra quando molto dove puo deve quali perche suo sua ogni',
  pt: 'o a de que e do da em um para com nao uma os no se na por mais as dos como mas ao ele das tem seu sua ou quando muito nos ja eu tambem so pelo pela ate isso ela entre depois sem mesmo aos onde qual pode deve voce sao foi',
  nl: 'de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij of uit naar door over ze hij je worden wordt kan heeft deze nog wel geen moet waar wat hoe mijn jouw meer',
  sv: 'och i att det som en pa ar av for med den till inte om ett han de var sig fran vi men kan har ska nar eller vid sa ut dar vad hur man maste skall hos efter',
  da: 'og i at det som en pa er af for med den til ikke om et han de var sig fra vi men kan har skal nar eller ved sa ud der hvad hvordan man efter hvor blive',
  fi: 'ja on ei se etta oli ovat mutta kun myos han jos tai ole kuin joka niin sen voi mika missa miten ovat tama ovat sita nyt vain ovat ennen jalkeen',
  pl: 'i w nie na sie z do to ze jest jak o co a ale po tak za od przez dla czy tylko juz byl jego jej ich moze gdy gdzie kiedy oraz przed jako ktory ktora sa nalezy',
  cs: 'a se v na je ze to s z do i o k ve jako za by ale si po jsem co jak byl jeho jen tak pro uz nebo od ktery ktera jsou pri kde kdy muze',
  tr: 've bir bu da de icin ile ne gibi olarak cok daha var en kadar ama sonra ben o mi olan her nasil nerede icinde degil veya gore',
};
