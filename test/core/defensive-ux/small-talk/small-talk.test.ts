import { describe, expect, it } from 'vitest';
import { smallTalkKinds, smallTalkLanguages } from '../../../../core/defensive-ux/small-talk/kinds.ts';
import { PHRASES } from '../../../../core/defensive-ux/small-talk/phrases.ts';
import { smallTalk } from '../../../../core/defensive-ux/small-talk/small-talk.ts';

describe('small talk', () => {
  it.each([
    // English
    ['thanks', 'thanks', 'en'],
    ['Thank you!', 'thanks', 'en'],
    ['thank you so much for your help!!', 'thanks', 'en'],
    ['thanksss', 'thanks', 'en'],
    ['THX :)', 'thanks', 'en'],
    ['ok thanks', 'thanks', 'en'],
    ['Great, thanks a lot 🙏', 'thanks', 'en'],
    ['thanks everyone, bye', 'thanks', 'en'],
    ['that helped, cheers', 'thanks', 'en'],
    ["thanks, you're great", 'thanks', 'en'],
    ["thanks, that's exactly what I needed", 'thanks', 'en'],
    ["you're welcome", 'pleased', 'en'],
    ['merci beaucoup, t’es génial', 'thanks', 'fr'],
    ['gracias, eres el mejor', 'thanks', 'es'],
    ['danke, du bist super', 'thanks', 'de'],
    ['hi', 'greeting', 'en'],
    ['Hello?', 'greeting', 'en'],
    ['heeeey', 'greeting', 'en'],
    ['hey Docent', 'greeting', 'en'],
    ['good morning team', 'greeting', 'en'],
    ['hi, I have a question', 'greeting', 'en'],
    ['hi! how are you?', 'wellbeing', 'en'],
    ["what's up", 'wellbeing', 'en'],
    ['bye', 'goodbye', 'en'],
    ['see you tomorrow!', 'goodbye', 'en'],
    ["ok that's all", 'goodbye', 'en'],
    ['have a nice weekend', 'goodbye', 'en'],
    ['ok', 'pleased', 'en'],
    ['great', 'pleased', 'en'],
    ['cooool', 'pleased', 'en'],
    ['got it.', 'pleased', 'en'],
    ['hahaha', 'pleased', 'en'],
    ['no thanks', 'pleased', 'en'],
    ['👍', 'pleased', 'en'],
    ['👍🏽👍🏽', 'pleased', 'en'],
    [':+1:', 'pleased', 'en'],
    [':thumbsup::skin-tone-3:', 'pleased', 'en'],
    [':tada: :tada:', 'pleased', 'en'],
    [':-)', 'pleased', 'en'],
    ['🙏', 'thanks', 'en'],
    ['❤️', 'thanks', 'en'],
    ['👋', 'greeting', 'en'],
    [':wave:', 'greeting', 'en'],
    ['👎', 'unhappy', 'en'],
    [':(', 'unhappy', 'en'],
    ["that's not what I asked", 'unhappy', 'en'],
    ['no, wrong answer', 'unhappy', 'en'],
    ['are you a bot?', 'bot', 'en'],
    ['Hi! Are you a bot or a human?', 'bot', 'en'],
    ['who are you', 'bot', 'en'],
    ['help', 'abilities', 'en'],
    ['Help!', 'abilities', 'en'],
    ['hi, what can you do?', 'abilities', 'en'],
    ['which topics do you cover?', 'abilities', 'en'],
    // The others
    ['Danke schön!', 'thanks', 'de'],
    ['vielen Dank für deine Hilfe', 'thanks', 'de'],
    ['Guten Morgen', 'greeting', 'de'],
    ['tschüss', 'goodbye', 'de'],
    ['alles klar, danke', 'thanks', 'de'],
    ['Bist du ein Bot?', 'bot', 'de'],
    ['Wie heißt du?', 'bot', 'de'],
    ['was kannst du alles?', 'abilities', 'de'],
    ['Merci beaucoup !', 'thanks', 'fr'],
    ['Bonjour, ça va ?', 'wellbeing', 'fr'],
    ["d'accord", 'pleased', 'fr'],
    ['Que peux-tu faire ?', 'abilities', 'fr'],
    ['¡Muchas gracias!', 'thanks', 'es'],
    ['¿qué puedes hacer?', 'abilities', 'es'],
    ['hasta mañana', 'goodbye', 'es'],
    ['Grazie mille', 'thanks', 'it'],
    ['ciao', 'greeting', 'it'],
    ['sei un robot?', 'bot', 'it'],
    ['muito obrigado!', 'thanks', 'pt'],
    ['Você é um robô?', 'bot', 'pt'],
    ['dank je wel', 'thanks', 'nl'],
    ['wat kun je?', 'abilities', 'nl'],
    ['Tack så mycket!', 'thanks', 'sv'],
    ['Vad kan du göra?', 'abilities', 'sv'],
    ['Dziękuję bardzo', 'thanks', 'pl'],
    ['cześć', 'greeting', 'pl'],
    ['co słychać?', 'wellbeing', 'pl'],
    ['Teşekkür ederim', 'thanks', 'tr'],
    ['Sen bir robot musun?', 'bot', 'tr'],
    ['IYI GECELER', 'goodbye', 'tr'],
    ['ありがとうございます！', 'thanks', 'ja'],
    ['こんにちは、何ができますか？', 'abilities', 'ja'],
    ['了解です。ありがとう', 'thanks', 'ja'],
  ])('%j says %s in %s', (text, kind, language) => {
    expect(smallTalk(text)).toEqual({ kind, language });
  });

  it.each([
    'thanks! and how do I book a train?',
    'hi, where is the canteen?',
    'Hello, my laptop is broken',
    'thanks, but what about contractors?',
    'ok and for contractors?',
    'thank you letter template',
    'thank you for booking the train, who pays?',
    'help me book a train',
    'help desk phone number',
    'I need help with my visa',
    'what can you tell me about parental leave?',
    'what do you know about leave?',
    'who are you going to call?',
    'who is the travel desk?',
    'are you open on sundays?',
    'are bots allowed in Slack?',
    'good morning routine for new hires',
    'how are you supposed to file receipts?',
    'great expectations',
    'is it ok?',
    'ok?',
    'no?',
    'really?',
    'why?',
    'and?',
    '???',
    '...',
    '',
    ' ',
    'god',
    '12:30:00',
    'C:/Users',
    '42',
    `${'pa '.repeat(36)}trains`,
    'test environment',
    'no smoking policy',
    'hi-fi equipment',
    'super admin',
    'danke und wie buche ich eine Bahnfahrt?',
    'Hallo, wo ist die Kantine?',
    'merci de me dire où est la cantine',
    'gracias, ¿y para los becarios?',
    'ありがとう、食堂はどこですか？',
    'ヘルプデスクの電話番号',
    `thanks ${'a lot '.repeat(40)}`,
  ])('is not %j', (text) => {
    expect(smallTalk(text)).toBeNull();
  });

  it('is replied to in the language of the conversation where its own fits several', () => {
    expect(smallTalk('ok', 'Wie lange ist die Probezeit für die Angestellten?')?.language).toBe('de');
    expect(smallTalk('👍', '試用期間はどのくらいですか')?.language).toBe('ja');
    expect(smallTalk('danke', 'How long is the trial period for the employees?')?.language).toBe('de');
  });

  it('is found in every phrase of every language, in its own language', () => {
    const missed = smallTalkLanguages.flatMap((language) =>
      smallTalkKinds.flatMap((kind) =>
        PHRASES[language][kind]
          .split('|')
          .map((phrase) => phrase.replaceAll(/\s+/g, ' ').trim())
          .filter((phrase) => smallTalk(phrase) === null)
          .map((phrase) => `${language} ${kind}: ${phrase}`),
      ),
    );
    expect(missed).toEqual([]);
  });
});
