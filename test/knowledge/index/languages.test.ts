import { describe, expect, it } from 'vitest';
import {
  languageOfQuestion,
  languageOfText,
  languageOfUnsure,
} from '../../../core/text/languages/language-to-search.ts';
import { createSearchEngine } from '../../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../../knowledge/index/host/search-engine.ts';
import { parseQuestion } from '../../../knowledge/index/ranking/question.ts';
import { analyzeText, languageMark } from '../../../knowledge/index/words/analyzer.ts';

const TEXTS: Record<string, string[]> = {
  de: [
    'Die Kündigungsfrist beträgt vier Wochen zum Monatsende. Sie gilt auch für den Vertrag über das Lager.',
    'Eine Rechnung wird erst bezahlt, wenn der Bestellschein bei der Buchhaltung liegt und geprüft ist.',
    'Wer im Haus parken will, meldet sein Auto beim Empfang an. Der Stellplatz im Business Park kostet nichts.',
    'Das neue Gift gegen Ratten steht im Keller und ist nicht für Kinder. Es wird nur vom Hausmeister benutzt.',
  ],
  fr: [
    'Le remboursement des frais de voyage se fait dans les dix jours, si vous avez gardé le ticket.',
    'Un employé peut poser un congé sans solde avec l’accord de son responsable, pour trois mois au plus.',
    'La clé du local est chez le gardien ; elle doit être rendue avant la nuit.',
  ],
  es: [
    'La factura se envía al cliente el primer día del mes y se paga en treinta días.',
    'Para pedir una devolución hay que escribir a la tienda con el número del pedido.',
    'El almacén cierra los domingos, pero la puerta del patio está abierta para los camiones.',
  ],
  en: [
    'The policy for business travel is that a manager has to approve every trip before it is booked.',
    'A gift from a supplier is to be reported to the office, whatever it is worth.',
    'Meetings in the small room are to be booked in the calendar by those who need it.',
  ],
  ru: [
    'Чтобы взять отпуск, сотрудник пишет заявление и отдаёт его начальнику не позже чем за две недели.',
    'Ключ от склада лежит у охраны, и его можно взять только по пропуску.',
  ],
  ja: ['有給休暇を申請するには、上司に書類を提出してください。', '会議室の鍵は受付にあります。'],
};

const passages = Object.entries(TEXTS).flatMap(([language, texts], l) =>
  texts.map(
    (text, at): IndexedPassage => ({
      id: l * 10 + at,
      documentKey: `${language}${at}`,
      collection: 'all',
      title: '',
      path: `${language}${at}.md`,
      headings: [],
      text,
    }),
  ),
);

function engineOf(only?: string[]): SearchEngine {
  const engine = createSearchEngine(createMemorySource());
  engine.add(passages.filter(({ path }) => only === undefined || only.includes(path.slice(0, 2))));
  return engine;
}

function best(engine: SearchEngine, text: string): string | undefined {
  const [hit] = engine.search({ text, k: 3 }).hits;
  return passages.find(({ id }) => id === hit?.id)?.path;
}

function parse(engine: SearchEngine, text: string): ReturnType<typeof parseQuestion> {
  const { tables, size, frequencyOf } = engine.lexical;
  return parseQuestion(text, { terms: tables.terms, size, frequencyOf });
}

/** Inflected otherwise than in the passage; with the little words of their language, and as bare words. */
const QUESTIONS: [string, string][] = [
  ['Welche Kündigungsfristen gelten für Verträge?', 'de0.md'],
  ['Kundigungsfristen', 'de0.md'],
  ['Wann werden Rechnungen bezahlt?', 'de1.md'],
  ['Häuser Autos', 'de2.md'],
  ['Comment demander des remboursements ?', 'fr0.md'],
  ['congés', 'fr1.md'],
  ['Où sont les clés ?', 'fr2.md'],
  ['¿Cuándo se envían las facturas?', 'es0.md'],
  ['devoluciones', 'es1.md'],
  ['almacenes abiertos', 'es2.md'],
  ['What are the policies for travelling?', 'en0.md'],
  ['suppliers gifts', 'en1.md'],
  ['Как оформить отпуска сотрудникам?', 'ru0.md'],
  ['ключи', 'ru1.md'],
  ['有給休暇の申請方法', 'ja0.md'],
];

describe('languages of the index', () => {
  const mixed = engineOf();

  it.each(QUESTIONS)('finds for %s the right passage among six languages', (question, path) => {
    expect(best(mixed, question)).toBe(path);
  });

  it.each(QUESTIONS)('finds for %s the right passage among its own language', (question, path) => {
    expect(best(engineOf([path.slice(0, 2)]), question)).toBe(path);
  });

  it('knows an inflected word as the stem of its language', () => {
    for (const question of ['Rechnungen', 'facturas', 'remboursements', 'policies']) {
      expect(parse(mixed, question).terms.map(({ id }) => id >= 0)).toEqual([true]);
    }
  });

  it('marks the words of the question in a text of its language', () => {
    const { hits } = mixed.search({ text: 'Rechnungen bezahlt', k: 1 });
    expect(hits[0]?.coverage).toBe(1);
  });

  it('stems a word that two languages spell alike as its text does', () => {
    const termsIn = (only: string): string[] =>
      ['business', 'busi'].filter((term) => engineOf([only]).lexical.tables.terms.idOf(term) >= 0);
    expect(termsIn('de')).toEqual(['business']);
    expect(termsIn('en')).toEqual(['busi']);
    expect(best(mixed, 'Was kostet ein Platz im Business Park?')).toBe('de2.md');
    expect(best(mixed, 'Who approves business trips?')).toBe('en0.md');
  });

  it('takes little English words in another language for its own', () => {
    const forms = analyzeText('was die Firma will', 'de').flatMap(({ terms }) =>
      terms.map(({ form }) => form),
    );
    expect(forms).toEqual(['base', 'base', 'base', 'base']);
  });

  it('finds an English word in a text of another language where English has none', () => {
    expect(parse(engineOf(['de']), 'Where is the Gift?').terms.some(({ text }) => text === 'gift')).toBe(
      true,
    );
    expect(best(engineOf(['de']), 'Where is the Gift?')).toBe('de3.md');
  });

  it('takes questions to an English corpus as before, whatever they look like', () => {
    const english = engineOf(['en']);
    expect(parse(english, 'Welche Kündigungsfristen gelten?').languages).toEqual(['en']);
    expect(english.lexical.tables.terms.idOf(languageMark('de'))).toBe(-1);
  });

  it('counts the passages of a language through deletes', () => {
    const engine = engineOf();
    const mark = engine.lexical.tables.terms.idOf(languageMark('fr'));
    expect(engine.lexical.frequencyOf(mark)).toBe(3);
    engine.remove(passages.filter(({ path }) => path.startsWith('fr')).map(({ id }) => id));
    expect(parse(engine, 'Où sont les clés ?').languages).not.toContain('fr');
  });

  it('gives a passage that cannot be told the language of its document', () => {
    const engine = createSearchEngine(createMemorySource());
    const [rule] = passages;
    if (rule === undefined) throw new Error('no passage');
    engine.add([rule, { ...rule, id: 99, text: 'Wohnungen' }]);
    expect(engine.lexical.tables.terms.idOf('wohnung')).toBeGreaterThanOrEqual(0);
  });
});

describe('language detection', () => {
  it.each(Object.entries(TEXTS).filter(([language]) => language !== 'ja'))('tells %s', (language, texts) => {
    expect(texts.map(languageOfText)).toEqual(texts.map(() => language));
  });

  it.each([
    ['it', 'Le ferie si chiedono al responsabile con almeno due settimane di anticipo, per iscritto.'],
    [
      'pt',
      'As férias são pedidas ao chefe com duas semanas de antecedência, por escrito, e não antes disso.',
    ],
    ['nl', 'Vakantie vraag je aan bij je leidinggevende, ten minste twee weken van tevoren en niet later.'],
    ['sv', 'Semester ska du söka hos din chef minst två veckor innan, och det görs inte per telefon.'],
    ['no', 'Ferie må du søke om hos sjefen din minst to uker før, og det gjøres ikke på noen annen måte.'],
    ['da', 'Ferie skal du søge om hos din chef mindst to uger før, og det gøres ikke af nogen anden.'],
    [
      'fi',
      'Loma haetaan esimieheltä, ja se on tehtävä kaksi viikkoa ennen kuin se alkaa, mutta ei sähköpostilla.',
    ],
    [
      'none',
      'Urlop należy zgłosić przełożonemu przez system, nie później niż dwa tygodnie przed jego początkiem.',
    ],
  ])('tells %s from its neighbours', (language, text) => {
    expect(languageOfText(text)).toBe(language);
  });

  it('does not take names, abbreviations or loan words in English for another language', () => {
    for (const text of [
      'The café of Los Angeles is in La Jolla, de facto the home of El Niño research and of the Las Vegas office.',
      'hyperbolic p.d.e., characteristic, extrapolation, second order p.d.e., quasilinear, o.d.e.',
      '東京都 alpha 大阪府 beta',
      'Error 404: GET /api/v2 --max-cost 3',
    ]) {
      expect(languageOfText(text) ?? languageOfUnsure(text)).toBe('en');
    }
  });

  it('leaves a text unstemmed whose letters are not English and whose words tell nothing', () => {
    expect(languageOfUnsure('Žádost žádná čeština')).toBe('none');
  });

  it('does not guess the language of a question that several languages fit', () => {
    expect(languageOfQuestion('Kubernetes')).toBeNull();
    expect(languageOfQuestion('Wie lange ist die Frist?')).toBe('de');
  });
});
