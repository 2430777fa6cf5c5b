import type { SmallTalkKind, SmallTalkLanguage } from './kinds.ts';

/** What Docent says to small talk, part of `wording`. */
export const smallTalkReplies: Readonly<Record<SmallTalkLanguage, Readonly<Record<SmallTalkKind, string>>>> =
  {
    en: {
      greeting: 'Hello! What would you like to know?',
      thanks: 'You are welcome!',
      goodbye: 'Goodbye! I am here when you have a question.',
      wellbeing: 'All is well here, thank you. What would you like to know?',
      pleased: 'Good. Ask me whenever you need something.',
      bot: 'I am a program, not a person. I answer questions from the documents that your team uploaded, and I say where the answers stand.',
      abilities:
        'I look up answers in the documents that your team uploaded, and I name my sources. Just ask me a question in your own words.',
      unhappy:
        'I am sorry that this did not help. You could put the question in other words, or ask a colleague.',
    },
    de: {
      greeting: 'Hallo! Was möchtest du wissen?',
      thanks: 'Gern geschehen!',
      goodbye: 'Bis bald! Ich bin da, wenn du eine Frage hast.',
      wellbeing: 'Hier ist alles in Ordnung, danke. Was möchtest du wissen?',
      pleased: 'Gut. Frag mich, wann immer du etwas brauchst.',
      bot: 'Ich bin ein Programm und kein Mensch. Ich beantworte Fragen aus den Dokumenten, die euer Team hochgeladen hat, und sage, wo die Antworten stehen.',
      abilities:
        'Ich schlage Antworten in den Dokumenten nach, die euer Team hochgeladen hat, und nenne meine Quellen. Stell mir einfach eine Frage in deinen eigenen Worten.',
      unhappy:
        'Schade, dass das nicht geholfen hat. Du kannst die Frage anders stellen oder jemanden aus dem Team fragen.',
    },
    fr: {
      greeting: 'Bonjour ! Que voulez-vous savoir ?',
      thanks: 'Avec plaisir !',
      goodbye: 'Au revoir ! Je suis là si vous avez une question.',
      wellbeing: 'Tout va bien ici, merci. Que voulez-vous savoir ?',
      pleased: 'Très bien. Je suis là si vous avez besoin de quelque chose.',
      bot: 'Je suis un programme, pas une personne. Je réponds à partir des documents que votre équipe a ajoutés, et je dis où se trouvent les réponses.',
      abilities:
        'Je cherche des réponses dans les documents que votre équipe a ajoutés, et je cite mes sources. Posez-moi une question avec vos propres mots.',
      unhappy:
        'Désolé que cela ne vous ait pas aidé. Vous pouvez poser la question autrement ou la poser à un collègue.',
    },
    es: {
      greeting: '¡Hola! ¿Qué quieres saber?',
      thanks: '¡De nada!',
      goodbye: '¡Hasta luego! Aquí estoy cuando tengas una pregunta.',
      wellbeing: 'Por aquí todo bien, gracias. ¿Qué quieres saber?',
      pleased: 'Muy bien. Pregúntame cuando necesites algo.',
      bot: 'Soy un programa, no una persona. Respondo a partir de los documentos que ha subido tu equipo y digo dónde están las respuestas.',
      abilities:
        'Busco respuestas en los documentos que ha subido tu equipo y cito mis fuentes. Hazme una pregunta con tus propias palabras.',
      unhappy:
        'Siento que esto no te haya ayudado. Puedes hacer la pregunta con otras palabras o preguntar a alguien de tu equipo.',
    },
    it: {
      greeting: 'Ciao! Che cosa vuoi sapere?',
      thanks: 'Prego!',
      goodbye: 'A presto! Sono qui quando hai una domanda.',
      wellbeing: 'Qui tutto bene, grazie. Che cosa vuoi sapere?',
      pleased: 'Bene. Chiedimi pure quando ti serve qualcosa.',
      bot: 'Sono un programma, non una persona. Rispondo con i documenti che il tuo team ha caricato e dico dove si trovano le risposte.',
      abilities:
        'Cerco le risposte nei documenti che il tuo team ha caricato e cito le fonti. Fammi una domanda con parole tue.',
      unhappy:
        'Mi dispiace che non sia stato utile. Puoi fare la domanda con altre parole o chiedere a un collega.',
    },
    pt: {
      greeting: 'Olá! O que gostaria de saber?',
      thanks: 'De nada!',
      goodbye: 'Até logo! Estou aqui quando tiver uma pergunta.',
      wellbeing: 'Por aqui tudo bem, obrigado. O que gostaria de saber?',
      pleased: 'Muito bem. Pergunte quando precisar de alguma coisa.',
      bot: 'Sou um programa, não uma pessoa. Respondo a partir dos documentos que a sua equipe enviou e digo onde estão as respostas.',
      abilities:
        'Procuro respostas nos documentos que a sua equipe enviou e cito as fontes. Faça uma pergunta com as suas próprias palavras.',
      unhappy:
        'Lamento que isto não tenha ajudado. Pode fazer a pergunta com outras palavras ou perguntar a um colega.',
    },
    nl: {
      greeting: 'Hallo! Wat wil je weten?',
      thanks: 'Graag gedaan!',
      goodbye: 'Tot ziens! Ik ben er als je een vraag hebt.',
      wellbeing: 'Hier is alles goed, dank je. Wat wil je weten?',
      pleased: 'Mooi. Vraag gerust als je iets nodig hebt.',
      bot: 'Ik ben een programma en geen mens. Ik beantwoord vragen uit de documenten die jullie team heeft toegevoegd, en zeg waar de antwoorden staan.',
      abilities:
        'Ik zoek antwoorden op in de documenten die jullie team heeft toegevoegd, en noem mijn bronnen. Stel gewoon een vraag in je eigen woorden.',
      unhappy:
        'Jammer dat dit niet heeft geholpen. Je kunt de vraag anders stellen of het een collega vragen.',
    },
    sv: {
      greeting: 'Hej! Vad vill du veta?',
      thanks: 'Varsågod!',
      goodbye: 'Hej då! Jag finns här när du har en fråga.',
      wellbeing: 'Allt är bra här, tack. Vad vill du veta?',
      pleased: 'Bra. Fråga mig när du behöver något.',
      bot: 'Jag är ett program och ingen människa. Jag svarar utifrån dokumenten som ditt team har laddat upp och säger var svaren står.',
      abilities:
        'Jag slår upp svar i dokumenten som ditt team har laddat upp och anger mina källor. Ställ en fråga med dina egna ord.',
      unhappy: 'Tråkigt att det inte hjälpte. Du kan ställa frågan med andra ord eller fråga en kollega.',
    },
    pl: {
      greeting: 'Cześć! Co chcesz wiedzieć?',
      thanks: 'Nie ma za co!',
      goodbye: 'Do zobaczenia! Jestem tu, gdy pojawi się pytanie.',
      wellbeing: 'Wszystko w porządku, dziękuję. Co chcesz wiedzieć?',
      pleased: 'Dobrze. Pytaj, gdy czegoś potrzebujesz.',
      bot: 'Jestem programem, a nie człowiekiem. Odpowiadam na podstawie dokumentów dodanych przez twój zespół i mówię, gdzie jest odpowiedź.',
      abilities:
        'Szukam odpowiedzi w dokumentach dodanych przez twój zespół i podaję źródła. Zadaj pytanie własnymi słowami.',
      unhappy: 'Szkoda, że to nie pomogło. Możesz zadać pytanie innymi słowami albo zapytać kogoś z zespołu.',
    },
    tr: {
      greeting: 'Merhaba! Ne öğrenmek istersin?',
      thanks: 'Rica ederim!',
      goodbye: 'Görüşürüz! Bir sorun olduğunda buradayım.',
      wellbeing: 'Burada her şey yolunda, teşekkürler. Ne öğrenmek istersin?',
      pleased: 'Güzel. Bir şeye ihtiyacın olduğunda sorabilirsin.',
      bot: 'Ben bir programım, insan değilim. Soruları ekibinin yüklediği belgelerden yanıtlar, yanıtın nerede yazdığını söylerim.',
      abilities:
        'Yanıtları ekibinin yüklediği belgelerde arar, kaynaklarımı belirtirim. Sorunu kendi sözlerinle sorabilirsin.',
      unhappy:
        'Yardımcı olamadığım için üzgünüm. Soruyu başka sözlerle sorabilir ya da ekipten birine danışabilirsin.',
    },
    ja: {
      greeting: 'こんにちは。何についてお調べしましょうか。',
      thanks: 'どういたしまして。',
      goodbye: 'それではまた。ご質問があればいつでもどうぞ。',
      wellbeing: 'おかげさまで順調です。何についてお調べしましょうか。',
      pleased: 'よかったです。必要なときはいつでも聞いてください。',
      bot: '私は人間ではなく、プログラムです。チームが登録した文書をもとに質問に答え、答えがどこに書かれているかをお伝えします。',
      abilities:
        'チームが登録した文書の中から答えを探し、出典と一緒にお伝えします。ご自分の言葉で質問してください。',
      unhappy: 'お役に立てず申し訳ありません。別の言葉で質問するか、チームの方に聞いてみてください。',
    },
  };
