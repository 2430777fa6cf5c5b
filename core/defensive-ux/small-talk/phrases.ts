import type { SmallTalkKind, SmallTalkLanguage } from './kinds.ts';

/**
 * What people say without asking anything, between `|`: in lower case, without accents, apostrophes and other signs (`ß`
 * as `ss`, `ł` as `l`). Left out is what is looked up as well ("commands"), or may be about the topic of a thread ("how
 * does this work").
 */
export const PHRASES: Readonly<Record<SmallTalkLanguage, Readonly<Record<SmallTalkKind, string>>>> = {
  en: {
    greeting: `hi|hello|hey|heya|hiya|howdy|yo|good morning|good afternoon|good evening|good day|morning|gm|hi there|hello there
      |hey there|greetings|sup|nice to meet you|test|testing|ping|i have a question|i have a quick question|quick question|question
      |can i ask you something|can i ask a question|can i ask you a question|may i ask a question|anyone there|is anyone there
      |are you there|you there`,
    thanks: `thanks|thank you|thank u|thankyou|thx|ty|tysm|tnx|thanx|cheers|ta|much appreciated|appreciated|appreciate it
      |i appreciate it|i really appreciate it|many thanks|thanks a lot|thanks so much|thank you so much|thank you very much
      |thanks very much|thanks a million|thanks a bunch|thanks for your help|thanks for the help|thanks for all your help
      |thank you for your help|thank you for the help|thanks for helping|thanks for that|thanks for this|thanks for the info
      |thanks for the information|thanks for the answer|thanks for the quick reply|thanks for your time|thanks for everything
      |thanks in advance|that helped|that helps|that helps a lot|that was helpful|thats helpful|that is helpful|very helpful
      |super helpful|this helps|this was helpful|you are the best|youre the best|you rock|you are awesome|youre awesome
      |you are great|lifesaver|youre a lifesaver|thats what i needed|exactly what i needed|just what i needed
      |that answers my question|that answered my question`,
    goodbye: `bye|goodbye|good bye|bye bye|see you|see ya|cya|see you later|see you soon|see you tomorrow|later|laters|good night
      |goodnight|night night|have a nice day|have a good day|have a great day|have a lovely day|have a good one
      |have a nice weekend|have a good weekend|have a great weekend|take care|talk to you later|ttyl|thats all
      |thats all for now|that is all|thats it|that will be all|nothing else|im done|no thats all|im good|no more questions
      |no further questions`,
    wellbeing: `how are you|how are you doing|how are you today|how are things|hows it going|how is it going|whats up|wassup|how do you do
      |how have you been|hows your day|how is your day|how is your day going|hows your day going|hope you are well
      |i hope you are well`,
    pleased: `ok|okay|okey|okey dokey|k|kk|great|nice|cool|perfect|awesome|excellent|super|fine|good|very good|wonderful|fantastic
      |brilliant|amazing|sweet|neat|lovely|alright|all right|got it|gotcha|i see|i got it|i understand|understood|makes sense
      |that makes sense|sounds good|good to know|noted|will do|sure|yes|yep|yeah|yup|of course|good job|great job|well done
      |good bot|nice one|wow|interesting|no problem|no worries|never mind|nevermind|np|love it|i love it|good answer
      |great answer|great stuff|the best|the greatest|a star|a legend|a hero|so helpful|you are welcome|youre welcome|that works|works for me|no thanks|no thank you|all good|all clear|fair enough|exactly|congrats
      |congratulations`,
    bot: `are you a bot|are you a robot|are you human|are you a human|are you a human being|are you a person|are you a real person
      |are you real|are you an ai|are you ai|are you chatgpt|are you alive|are you a machine|are you a program
      |am i talking to a bot|am i talking to a robot|am i talking to a human|am i talking to a person
      |am i talking to a real person|am i speaking to a human|is this a bot|is this a human|is this a real person|who are you
      |what are you|whats your name|what is your name|do you have a name|who made you|who built you|who is this|tell me about yourself
      |introduce yourself|are you a bot or a human|are you a human or a bot|are you human or a bot|bot or human`,
    abilities: `help|help me|please help|help please|i need help|i need some help|can you help|can you help me|could you help me
      |what can you do|what can you do for me|what do you do|what else can you do|what can i ask|what can i ask you
      |what can i ask you about|what could i ask|what can you help with|what can you help me with|what do you know
      |what do you know about|what topics do you know|what topics do you know about|what topics do you cover
      |which topics do you know|which topics do you cover|what topics can you help with|what topics|which topics
      |what questions can i ask|what questions can you answer|what kind of questions can you answer
      |what kind of questions can i ask|how do you work|how can you help|how can you help me|how do i use you|how do i use this bot
      |how does this bot work|how can i use you|what should i ask|what should i ask you|what are you for|what can this bot do
      |what does this bot do|what are you able to do|what are your capabilities|what are your skills|what is this bot for`,
    unhappy: `no|nope|nah|wrong|thats wrong|that is wrong|this is wrong|thats incorrect|that is incorrect|incorrect|not helpful
      |thats not helpful|that is not helpful|this is not helpful|that was not helpful|that wasnt helpful|unhelpful|that doesnt help
      |that does not help|that didnt help|that did not help|this doesnt help|doesnt help|didnt help|not what i asked
      |thats not what i asked|that is not what i asked|not what i meant|thats not what i meant|that is not what i meant
      |thats not right|that is not right|not right|thats not it|thats not true|that is not true|bad bot|bad answer
      |wrong answer|useless|this is useless|you are useless|youre useless|youre wrong|you are wrong|not quite|not really
      |that does not answer my question|that doesnt answer my question|you did not answer my question
      |you didnt answer my question`,
  },
  de: {
    greeting: `hallo|hi|hey|moin|moin moin|servus|gruss gott|gruss dich|gruezi|guten tag|guten morgen|guten abend|guten mittag|morgen
      |hallo zusammen|hi zusammen|ich habe eine frage|ich hab eine frage|ich hab mal eine frage|ich hatte eine frage
      |kann ich dich etwas fragen|kann ich dich was fragen|darf ich dich etwas fragen`,
    thanks: `danke|danke schon|danke schoen|dankeschon|dankeschoen|vielen dank|vielen lieben dank|besten dank|herzlichen dank
      |danke dir|danke euch|danke sehr|tausend dank|lieben dank|danke fur die hilfe|danke fur deine hilfe|danke fur ihre hilfe
      |danke fur die info|danke fur die antwort|danke fuer die hilfe|danke fuer deine hilfe|vielen dank fur die hilfe
      |vielen dank fur deine hilfe|das hilft|das hilft mir|das hat geholfen|das hat mir geholfen|sehr hilfreich`,
    goodbye: `tschuss|tschuess|tschus|tschau|bis bald|bis spater|bis dann|bis morgen|auf wiedersehen|schonen tag|schonen tag noch
      |einen schonen tag|einen schonen tag noch|schonen abend|schonen abend noch|gute nacht|schonen feierabend
      |schones wochenende|das wars|das war alles|das ist alles|machs gut`,
    wellbeing:
      'wie gehts|wie gehts dir|wie geht es dir|wie geht es ihnen|wie geht es|alles gut bei dir|was geht|wie laufts',
    pleased: `ok|okay|super|toll|prima|klasse|perfekt|gut|sehr gut|alles klar|alles gut|verstanden|passt|in ordnung|geht klar|cool
      |klar|ja|jo|genau|wunderbar|ausgezeichnet|grossartig|schon|stimmt|spitze|macht nichts|kein problem|nein danke|ach so|achso
      |gute antwort|gut zu wissen|hervorragend|top|nice`,
    bot: `bist du ein bot|bist du ein roboter|bist du ein mensch|bist du echt|bist du eine ki|bist du eine maschine|bist du menschlich
      |wer bist du|was bist du|wie heisst du|wie ist dein name|sind sie ein bot|sind sie ein mensch|wer sind sie
      |spreche ich mit einem menschen|spreche ich mit einem bot|rede ich mit einem bot|rede ich mit einem menschen
      |wer hat dich gemacht|stell dich vor`,
    abilities: `hilfe|was kannst du|was kannst du alles|was kannst du tun|was kann ich dich fragen|was kann ich fragen|kannst du mir helfen
      |kannst du helfen|konnen sie mir helfen|ich brauche hilfe|wobei kannst du helfen|wobei kannst du mir helfen
      |wie kannst du mir helfen|was weisst du|was weisst du alles|welche themen kennst du|welche fragen kannst du beantworten
      |was konnen sie|was machst du|wie funktionierst du|wozu bist du da`,
    unhappy: `nein|ne|nee|falsch|das ist falsch|das stimmt nicht|stimmt nicht|das hilft nicht|das hilft mir nicht
      |das hilft mir nicht weiter|nicht hilfreich|das war nicht meine frage|das ist nicht meine frage|das meinte ich nicht
      |das habe ich nicht gefragt|falsche antwort|schlechte antwort|nicht ganz`,
  },
  fr: {
    greeting:
      'bonjour|bonsoir|salut|coucou|hello|bonjour a tous|bonjour a toutes|jai une question|une question|puis je te poser une question|je peux te poser une question|puis je vous poser une question|rebonjour|allo',
    thanks:
      'merci|merci beaucoup|merci bien|mille mercis|un grand merci|grand merci|merci infiniment|merci a toi|merci a vous|merci pour ton aide|merci pour votre aide|merci pour laide|merci pour la reponse|merci davance|ca maide|ca maide beaucoup|cest tres utile|tres utile|super merci|je te remercie|je vous remercie',
    goodbye:
      'au revoir|a bientot|a plus|a plus tard|a demain|bonne journee|bonne soiree|bonne nuit|bon week end|bon weekend|bonne fin de journee|adieu|cest tout|ce sera tout|tchao',
    wellbeing:
      'ca va|comment ca va|comment vas tu|comment allez vous|tu vas bien|vous allez bien|quoi de neuf|comment tu vas',
    pleased:
      'ok|okay|daccord|dac|super|parfait|genial|tres bien|bien|bien recu|compris|cest compris|cest note|entendu|oui|ouais|exact|exactement|excellent|cool|top|nickel|chouette|formidable|bravo|pas de souci|pas de probleme|non merci|ca marche|impeccable|je vois|bonne reponse',
    bot: 'es tu un robot|es tu un bot|tu es un robot|tu es un bot|etes vous un robot|etes vous un bot|es tu humain|es tu un humain|es tu une ia|etes vous humain|etes vous une personne|es tu une vraie personne|qui es tu|tu es qui|qui etes vous|comment tappelles tu|comment vous appelez vous|quel est ton nom|est ce que tu es un robot|est ce que tu es humain',
    abilities:
      'aide|a laide|aide moi|aidez moi|jai besoin daide|peux tu maider|pouvez vous maider|tu peux maider|que peux tu faire|que sais tu faire|que pouvez vous faire|quest ce que tu peux faire|quest ce que tu sais faire|tu peux faire quoi|tu sais faire quoi|que puis je te demander|que puis je vous demander|quelles questions puis je poser|comment peux tu maider|comment tu fonctionnes|comment fonctionnes tu|quels sujets connais tu',
    unhappy:
      'non|faux|cest faux|ce nest pas ca|cest pas ca|ca ne maide pas|ca maide pas|ce nest pas utile|pas utile|pas du tout|ce nest pas ma question|ce nest pas ce que jai demande|mauvaise reponse|pas vraiment|inutile|incorrect',
  },
  es: {
    greeting:
      'hola|buenas|buenos dias|buenas tardes|buenas noches|hola a todos|que tal|hey|tengo una pregunta|tengo una duda|puedo preguntarte algo|puedo hacer una pregunta|saludos',
    thanks:
      'gracias|muchas gracias|mil gracias|muchisimas gracias|gracias por tu ayuda|gracias por su ayuda|gracias por la ayuda|gracias por la informacion|gracias por todo|gracias por la respuesta|te lo agradezco|se lo agradezco|muy util|me ayuda mucho|me sirve|me ha ayudado|muy amable|gracias de antemano',
    goodbye:
      'adios|hasta luego|hasta pronto|hasta manana|nos vemos|chao|chau|que tengas un buen dia|buen dia|buen fin de semana|eso es todo|es todo|nada mas',
    wellbeing: 'como estas|como esta|como te va|como va|como va todo|que hay|como andas',
    pleased:
      'ok|okay|vale|perfecto|el mejor|la mejor|lo mejor|genial|excelente|muy bien|bien|estupendo|fantastico|de acuerdo|entendido|entiendo|claro|si|exacto|guay|listo|super|maravilloso|no hay problema|no pasa nada|no gracias|buena respuesta|bueno|esta bien|ya veo',
    bot: 'eres un bot|eres un robot|eres humano|eres humana|eres una persona|eres una persona real|eres una ia|eres real|es usted un robot|es usted humano|quien eres|que eres|como te llamas|cual es tu nombre|estoy hablando con un robot|estoy hablando con una persona|hablo con un bot|hablo con una persona',
    abilities:
      'ayuda|ayudame|necesito ayuda|puedes ayudarme|me puedes ayudar|puede ayudarme|me ayudas|que puedes hacer|que sabes hacer|que sabes|que puede hacer|que puedo preguntarte|que puedo preguntar|que te puedo preguntar|en que puedes ayudarme|en que me puedes ayudar|como puedes ayudarme|como funcionas|que temas conoces|para que sirves',
    unhappy:
      'no|incorrecto|eso es incorrecto|eso no es correcto|no es correcto|esta mal|eso esta mal|no me sirve|no me ayuda|eso no me ayuda|no es util|no es lo que pregunte|eso no es lo que pregunte|mala respuesta|inutil|no exactamente',
  },
  it: {
    greeting:
      'ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|ciao a tutti|ehi|ho una domanda|posso farti una domanda|posso fare una domanda|posso chiederti una cosa',
    thanks:
      'grazie|grazie mille|molte grazie|tante grazie|grazie tante|ti ringrazio|la ringrazio|grazie per laiuto|grazie per il tuo aiuto|grazie per la risposta|grazie di tutto|grazie infinite|molto utile|mi e stato utile|mi aiuta molto|gentilissimo|grazie in anticipo',
    goodbye:
      'arrivederci|a presto|a domani|a dopo|ci vediamo|buona giornata|buona serata|buonanotte|buona notte|buon fine settimana|buon weekend|addio|e tutto|questo e tutto|nientaltro',
    wellbeing: 'come stai|come va|come sta|tutto bene|come te la passi|che si dice',
    pleased:
      'ok|okay|va bene|perfetto|ottimo|benissimo|molto bene|bene|bello|fantastico|capito|ho capito|daccordo|certo|si|esatto|bravo|brava|eccellente|super|non ce problema|nessun problema|no grazie|grande|buona risposta',
    bot: 'sei un bot|sei un robot|sei umano|sei un umano|sei una persona|sei una persona vera|sei una ia|sei reale|chi sei|cosa sei|come ti chiami|qual e il tuo nome|sto parlando con un robot|sto parlando con una persona|sto parlando con un bot',
    abilities:
      'aiuto|aiutami|ho bisogno di aiuto|puoi aiutarmi|mi puoi aiutare|puo aiutarmi|cosa puoi fare|che cosa puoi fare|cosa sai fare|che cosa sai fare|cosa posso chiederti|che cosa posso chiederti|cosa posso chiedere|come puoi aiutarmi|in cosa puoi aiutarmi|come funzioni|quali argomenti conosci|a cosa servi',
    unhappy:
      'no|sbagliato|e sbagliato|non e corretto|non e vero|non mi aiuta|non aiuta|non e utile|inutile|non e quello che ho chiesto|non era la mia domanda|risposta sbagliata|non proprio',
  },
  pt: {
    greeting:
      'ola|oi|bom dia|boa tarde|boa noite|oi pessoal|ola a todos|e ai|opa|tenho uma pergunta|tenho uma duvida|posso fazer uma pergunta|posso te perguntar uma coisa|alo',
    thanks:
      'obrigado|obrigada|muito obrigado|muito obrigada|obrigado pela ajuda|obrigada pela ajuda|obrigado pela resposta|obrigada pela resposta|valeu|brigado|brigada|agradeco|agradecido|agradecida|muito util|isso ajuda|ajudou muito|obrigado por tudo|obrigado desde ja',
    goodbye:
      'tchau|adeus|ate logo|ate mais|ate breve|ate amanha|tenha um bom dia|bom fim de semana|e so isso|era so isso|so isso|mais nada',
    wellbeing:
      'tudo bem|como vai|como voce esta|como esta|como estas|tudo bom|tudo certo|beleza|como vao as coisas',
    pleased:
      'ok|okay|ta bom|esta bem|esta bom|perfeito|otimo|optimo|excelente|muito bem|bom|bem|legal|fixe|entendi|entendido|certo|claro|sim|exato|exatamente|maravilha|bacana|show|sem problema|sem problemas|nao obrigado|nao obrigada|boa resposta|combinado|percebi',
    bot: 'voce e um bot|voce e um robo|es um bot|es um robo|voce e humano|voce e humana|voce e uma pessoa|voce e real|voce e uma ia|es humano|quem e voce|quem es tu|o que e voce|qual e o seu nome|qual o seu nome|qual e o teu nome|como voce se chama|como te chamas|estou falando com um robo|estou falando com uma pessoa|estou falando com um bot',
    abilities:
      'ajuda|me ajuda|me ajude|socorro|preciso de ajuda|pode me ajudar|voce pode me ajudar|podes ajudar me|pode ajudar|o que voce pode fazer|o que voce faz|o que voce sabe|o que voce sabe fazer|o que podes fazer|o que sabes fazer|o que posso perguntar|o que posso te perguntar|como voce pode me ajudar|em que voce pode me ajudar|em que pode me ajudar|como voce funciona|que assuntos voce conhece',
    unhappy:
      'nao|errado|esta errado|isso esta errado|incorreto|isso nao esta certo|nao esta certo|nao ajuda|isso nao ajuda|nao ajudou|nao me ajudou|nao e util|inutil|nao foi o que perguntei|nao e isso|nao foi isso que perguntei|resposta errada|nao exatamente',
  },
  nl: {
    greeting:
      'hallo|hoi|hey|hi|goedemorgen|goedemiddag|goedenavond|goedendag|goeiemorgen|goede morgen|goede middag|dag|hallo allemaal|hoi allemaal|ik heb een vraag|mag ik iets vragen|kan ik iets vragen|kan ik je iets vragen|mag ik je iets vragen',
    thanks:
      'dank je|dank je wel|dankjewel|dankje|dank u|dank u wel|bedankt|heel erg bedankt|hartelijk dank|veel dank|dankuwel|bedankt voor je hulp|bedankt voor de hulp|bedankt voor de info|bedankt voor het antwoord|dank voor je hulp|thanks|thx|dat helpt|dat heeft geholpen|heel handig|erg behulpzaam|alvast bedankt|top bedankt',
    goodbye:
      'doei|doeg|tot ziens|tot straks|tot later|tot morgen|tot snel|fijne dag|fijne dag nog|prettige dag|fijne avond|fijn weekend|goed weekend|welterusten|slaap lekker|dat was het|dat was alles|dat is alles|de mazzel',
    wellbeing:
      'hoe gaat het|hoe gaat het met je|hoe gaat het met jou|hoe gaat het met u|hoe is het|hoe gaat ie|alles goed|alles goed met je|hoe ist',
    pleased:
      'ok|oke|okay|prima|super|perfect|geweldig|top|mooi|goed|heel goed|fijn|leuk|duidelijk|begrepen|snap ik|ik snap het|helder|ja|jazeker|natuurlijk|klopt|precies|uitstekend|geen probleem|geeft niet|nee bedankt|nee dank je|in orde|goed antwoord|toppie|gaaf',
    bot: 'ben je een bot|ben je een robot|ben jij een bot|ben jij een robot|ben je een mens|ben jij een mens|ben je echt|ben je een ai|bent u een robot|bent u een mens|wie ben je|wie ben jij|wat ben je|hoe heet je|hoe heet jij|wat is je naam|praat ik met een mens|praat ik met een robot|praat ik met een bot',
    abilities:
      'help|hulp|help me|ik heb hulp nodig|kun je me helpen|kan je me helpen|kunt u mij helpen|kun je helpen|wat kun je|wat kan je|wat kun je doen|wat kan je doen|wat kun je allemaal|wat kan ik vragen|wat kan ik je vragen|wat kan ik jou vragen|waarmee kun je helpen|waarmee kun je me helpen|waar kun je me mee helpen|hoe kun je me helpen|wat weet je|hoe werk je|welke onderwerpen ken je|wat doe je',
    unhappy:
      'nee|fout|dat is fout|onjuist|dat klopt niet|klopt niet|dat helpt niet|niet behulpzaam|dat vroeg ik niet|dat was niet mijn vraag|dat is niet mijn vraag|dat bedoel ik niet|verkeerd antwoord|nutteloos|niet echt|niet helemaal',
  },
  sv: {
    greeting:
      'hej|hejsan|tja|tjena|god morgon|godmorgon|god dag|god kvall|god middag|hej alla|hej dar|jag har en fraga|far jag fraga en sak|kan jag fraga en sak|far jag fraga nagot',
    thanks:
      'tack|tack sa mycket|tusen tack|stort tack|tackar|tack snalla|tack for hjalpen|tack for svaret|tack for din hjalp|tack for infon|det hjalpte|det hjalper|mycket hjalpsamt|tack ska du ha|tack pa forhand',
    goodbye:
      'hej da|hejda|adjo|vi ses|ses|vi hors|hors|ha det bra|ha en bra dag|ha en fin dag|trevlig helg|god natt|godnatt|det var allt|det ar allt',
    wellbeing: 'hur mar du|hur ar det|hur ar laget|laget|hur gar det|hur star det till|allt bra|allt val',
    pleased:
      'ok|okej|okay|bra|mycket bra|jattebra|perfekt|toppen|super|utmarkt|fint|kul|coolt|forstar|jag forstar|uppfattat|ja|japp|javisst|visst|precis|underbart|harligt|suverant|inga problem|ingen fara|nej tack|bra svar|da forstar jag',
    bot: 'ar du en bot|ar du en robot|ar du manniska|ar du en manniska|ar du mansklig|ar du en ai|ar du pa riktigt|vem ar du|vad ar du|vad heter du|pratar jag med en bot|pratar jag med en manniska|pratar jag med en robot',
    abilities:
      'hjalp|hjalp mig|jag behover hjalp|kan du hjalpa mig|kan du hjalpa till|vad kan du|vad kan du gora|vad kan du hjalpa till med|vad kan du hjalpa mig med|vad kan jag fraga|vad kan jag fraga dig|vad kan jag fraga om|hur kan du hjalpa mig|hur fungerar du|vad vet du|vilka amnen kan du|vad gor du',
    unhappy:
      'nej|fel|det ar fel|det stammer inte|stammer inte|det hjalper inte|det hjalpte inte|inte hjalpsamt|det var inte det jag fragade|det var inte min fraga|fel svar|vardelost|inte riktigt',
  },
  pl: {
    greeting:
      'czesc|hej|witam|witaj|dzien dobry|dobry wieczor|siema|siemka|halo|czesc wszystkim|mam pytanie|czy moge o cos zapytac|moge o cos zapytac|czy moge zadac pytanie|dzien dobry wszystkim',
    thanks:
      'dziekuje|dzieki|dziekuje bardzo|bardzo dziekuje|wielkie dzieki|dziekuje za pomoc|dzieki za pomoc|dziekuje za odpowiedz|dzieki za odpowiedz|dziekuje za informacje|dzieki wielkie|serdecznie dziekuje|to pomoglo|to pomaga|bardzo pomocne|z gory dziekuje',
    goodbye:
      'do widzenia|pa|pa pa|na razie|do zobaczenia|do jutra|milego dnia|milego wieczoru|milego weekendu|dobranoc|to wszystko|to juz wszystko|trzymaj sie',
    wellbeing:
      'jak sie masz|jak leci|co slychac|co u ciebie|jak sie pan ma|jak sie pani ma|wszystko w porzadku|co tam',
    pleased:
      'ok|okej|okay|dobrze|dobra|super|swietnie|swietne|doskonale|idealnie|fajnie|rozumiem|zrozumiano|zrozumialem|zrozumialam|jasne|tak|no tak|wspaniale|rewelacja|bardzo dobrze|w porzadku|nie ma problemu|nie szkodzi|nie dziekuje|nie dzieki|dobra odpowiedz|spoko|brawo',
    bot: 'czy jestes botem|jestes botem|czy jestes robotem|jestes robotem|czy jestes czlowiekiem|jestes czlowiekiem|czy jestes sztuczna inteligencja|czy jestes prawdziwy|kim jestes|czym jestes|jak masz na imie|jak sie nazywasz|czy rozmawiam z botem|czy rozmawiam z czlowiekiem|czy rozmawiam z robotem',
    abilities:
      'pomoc|pomocy|pomoz|pomoz mi|potrzebuje pomocy|czy mozesz mi pomoc|mozesz mi pomoc|co potrafisz|co umiesz|co mozesz zrobic|o co moge zapytac|o co moge cie zapytac|o co moge pytac|w czym mozesz pomoc|w czym mozesz mi pomoc|jak mozesz mi pomoc|jak dzialasz|co wiesz|jakie tematy znasz|co robisz',
    unhappy:
      'nie|zle|to zle|to nieprawda|nieprawda|to nie tak|to nie pomaga|to nie pomoglo|nie pomoglo|niepomocne|nie o to pytalem|nie o to pytalam|nie o to chodzilo|zla odpowiedz|bledna odpowiedz|niezupelnie|to bez sensu',
  },
  tr: {
    greeting:
      'merhaba|merhabalar|selam|selamlar|gunaydin|iyi gunler|iyi aksamlar|tunaydin|hey|alo|herkese merhaba|bir sorum var|sorum var|bir sey sorabilir miyim|soru sorabilir miyim|bir soru sorabilir miyim',
    thanks:
      'tesekkurler|tesekkur ederim|cok tesekkurler|cok tesekkur ederim|tesekkur ederiz|sag ol|sagol|sag olun|sagolun|cok sag ol|eyvallah|yardimin icin tesekkurler|yardiminiz icin tesekkurler|cevap icin tesekkurler|cok yardimci oldu|cok faydali|simdiden tesekkurler|eline saglik|ellerine saglik|minnettarim',
    goodbye:
      'hosca kal|hoscakal|hosca kalin|gule gule|gorusuruz|sonra gorusuruz|yarin gorusuruz|bay bay|iyi geceler|iyi hafta sonlari|iyi calismalar|kendine iyi bak|bu kadar|hepsi bu|hepsi bu kadar',
    wellbeing: 'nasilsin|nasilsiniz|naber|ne haber|nasil gidiyor|ne var ne yok|iyi misin|iyi misiniz',
    pleased:
      'tamam|tamamdir|ok|okey|peki|super|harika|mukemmel|guzel|cok guzel|iyi|cok iyi|anladim|anlasildi|evet|tabii|tabii ki|elbette|aynen|tam olarak|sorun degil|onemli degil|hayir tesekkurler|bravo|aferin|muhtesem|olur|iyi cevap',
    bot: 'bot musun|sen bot musun|sen bir bot musun|bir bot musun|robot musun|sen robot musun|sen bir robot musun|bir robot musun|insan misin|sen insan misin|sen bir insan misin|gercek misin|gercek bir insan misin|yapay zeka misin|kimsin|sen kimsin|nesin|sen nesin|siz kimsiniz|adin ne|ismin ne|adiniz ne|bir insanla mi konusuyorum|bir botla mi konusuyorum',
    abilities:
      'yardim|yardim et|bana yardim et|imdat|yardima ihtiyacim var|bana yardim eder misin|yardim eder misin|yardim edebilir misin|bana yardim edebilir misin|bana yardim edebilir misiniz|ne yapabilirsin|neler yapabilirsin|neler yapabiliyorsun|ne yapabiliyorsun|neler yapabilirsiniz|ne sorabilirim|sana ne sorabilirim|neler sorabilirim|sana neler sorabilirim|nasil yardimci olabilirsin|bana nasil yardimci olabilirsin|nasil calisiyorsun|neler biliyorsun|ne biliyorsun|hangi konulari biliyorsun|ne ise yariyorsun',
    unhappy:
      'hayir|yok|yanlis|bu yanlis|dogru degil|bu dogru degil|yardimci olmadi|bu yardimci olmadi|ise yaramadi|faydasiz|ise yaramaz|bunu sormadim|onu sormadim|sorum bu degildi|yanlis cevap|kotu cevap|pek degil|tam degil',
  },
  ja: {
    greeting:
      'こんにちは|こんにちわ|こんばんは|おはよう|おはようございます|やあ|どうも|もしもし|はじめまして|初めまして|よろしく|よろしくお願いします|質問があります|質問です|質問してもいいですか|聞いてもいいですか|ハロー|ヘイ',
    thanks:
      'ありがとう|ありがとうございます|ありがとうございました|どうもありがとう|どうもありがとうございます|サンキュー|助かりました|助かります|助かった|感謝します|感謝|有難う|有難うございます|ありがと|とても役に立ちました|役に立ちました|本当にありがとう|本当にありがとうございます|お手数をおかけしました',
    goodbye:
      'さようなら|さよなら|バイバイ|じゃあね|またね|また明日|では また|ではまた|おやすみ|おやすみなさい|お疲れ様|お疲れ様です|お疲れ様でした|お疲れさまです|お疲れさまでした|失礼します|以上です|それだけです|良い一日を|良い週末を',
    wellbeing: '元気|元気ですか|お元気ですか|調子はどう|調子はどうですか|ご機嫌いかがですか',
    pleased:
      'はい|うん|ええ|了解|了解です|了解しました|わかった|わかりました|分かった|分かりました|承知しました|かしこまりました|なるほど|いいね|いいですね|すごい|素晴らしい|素晴らしいです|最高|完璧|完璧です|オッケー|オーケー|大丈夫|大丈夫です|良い|よかった|良かった|そうですか|そうですね|結構です|ok|okです',
    bot: 'あなたはボットですか|ボットですか|ボットなの|あなたはロボットですか|ロボットですか|あなたは人間ですか|人間ですか|人間なの|あなたはaiですか|aiですか|あなたは誰ですか|あなたは誰|誰ですか|君は誰|あなたは何ですか|名前は何ですか|あなたの名前は|あなたの名前は何ですか|お名前は|自己紹介して|自己紹介してください',
    abilities:
      'ヘルプ|助けて|助けてください|手伝って|手伝ってください|手伝ってくれますか|何ができますか|何ができるの|何ができる|何ができるんですか|あなたは何ができますか|何を聞けますか|何を聞けばいいですか|何を質問できますか|どんな質問ができますか|使い方|使い方は|使い方を教えて|使い方を教えてください|何を知っていますか|どうやって使いますか|どう使えばいいですか',
    unhappy:
      'いいえ|いや|違います|違う|ちがう|ちがいます|間違っています|間違っている|間違い|間違いです|役に立たない|役に立ちません|役に立ちませんでした|そうじゃない|そうではありません|聞いていることと違います|質問と違います',
  },
};

/** What may stand between those phrases and means nothing there: how much, for what, and to whom. */
export const FILLERS = `so|very|much|very much|really|truly|then|now|and|but|well|oh|ah|aha|hm|hmm|um|uh|please|today|dear|my|indeed|just|again|there
  |all|everyone|everybody|team|folks|guys|people|buddy|mate|friend|man|dude|sir|madam|docent|bot|robot|a lot|lots|a bunch
  |for your help|for the help|for all your help|for helping|for helping me|for that|for this|for the info|for the information
  |for the answer|for the quick answer|for the quick reply|for your time|for everything|for now
  |sehr|und|nochmal|noch mal|dann|jetzt|also|ach|bitte|zusammen|fur die hilfe|fur deine hilfe|fur ihre hilfe|fur die antwort
  |tres|et|encore|alors|maintenant|tout le monde|pour ton aide|pour votre aide|pour laide|pour la reponse
  |muy|y|entonces|ahora|pues|todos|por tu ayuda|por su ayuda|por la ayuda|por la respuesta
  |molto|e|allora|adesso|ancora|tutti|per laiuto|per il tuo aiuto|per la risposta
  |muito|entao|agora|gente|pessoal|pela ajuda|pela resposta
  |heel|erg|en|nog|dan|nu|allemaal|hoor|voor je hulp|voor de hulp|voor het antwoord
  |mycket|och|igen|da|nu|sa|alla|for hjalpen|for svaret
  |bardzo|i|jeszcze|teraz|wszystkim|za pomoc|za odpowiedz
  |cok|ve|simdi|o zaman
  |you are|youre|you were|that is|thats|that was|it is|this is|this was|du bist|sie sind|das ist|das war|es ist|tu es|tes|vous etes|cest
  |cetait|eres|usted es|eso es|sei|lei e|voce e|isso e|jij bent|je bent|dat is|du ar|det ar|jestes|to jest|sen`;

/** What an emoji or a smiley alone says; any other says `pleased`. */
export const SIGNS: readonly (readonly [RegExp, SmallTalkKind])[] = [
  [/👋|:wave:|:hand:/u, 'greeting'],
  [/🙏|❤|♥|💙|💚|💛|🧡|💜|💖|💕|🫶|:pray:|:heart:|:folded_hands:|<3/u, 'thanks'],
  [
    /👎|😞|😔|😟|😕|🙁|☹|😠|😡|😤|😢|😭|💩|🤦|😒|:-1:|:thumbsdown:|:(?:disappointed|angry|rage|cry|sob|confused|facepalm):|:['’]?-?\(/u,
    'unhappy',
  ],
];
