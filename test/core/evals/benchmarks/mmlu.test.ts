import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { categoryOf } from '../../../../core/evals/benchmarks/mmlu/categories.ts';
import { readPredictions } from '../../../../core/evals/benchmarks/mmlu/predictions.ts';
import { buildPrompt } from '../../../../core/evals/benchmarks/mmlu/prompts.ts';
import { type Question, readQuestions } from '../../../../core/evals/benchmarks/mmlu/questions.ts';
import { scorePredictions } from '../../../../core/evals/benchmarks/mmlu/score.ts';
import { sharedData } from '../../../bench/shared-data.ts';

const data = sharedData('mmlu');
const absent = !existsSync(data);
const title = absent ? ' (skipped: shared/data/mmlu is absent)' : '';

const HEADER = 'question,choice0,choice1,choice2,choice3,answer';
const desk = readQuestions(
  'desk.csv',
  `${HEADER}\n"Who, then?",Ada,Bo,Cy,Di,2\n Where?,here,there,up,down,0\n`,
);
const law = readQuestions('law.csv', 'Which rule?,one,two,three,four,D\n');

describe('questions', () => {
  it('are read with a header and answers 0–3, and as the original wrote them', () => {
    expect(desk).toEqual([
      { question: 'Who, then?', choices: ['Ada', 'Bo', 'Cy', 'Di'], answer: 'C' },
      { question: ' Where?', choices: ['here', 'there', 'up', 'down'], answer: 'A' },
    ]);
    expect(law).toEqual([{ question: 'Which rule?', choices: ['one', 'two', 'three', 'four'], answer: 'D' }]);
  });

  it('keep line ends within their cells', () => {
    const [question] = readQuestions('x.csv', `${HEADER}\n"two\r\nlines",a,b,c,d,1\n`);
    expect(question?.question).toBe('two\r\nlines');
  });

  it.each([
    ['question,choice0,choice1,choice2,answer\na,b,c,d,1', 'line 1: the column "choice3" is missing'],
    [`${HEADER}\na,b,c,d,e,4`, 'line 2: the field "answer" must be 0–3 or A–D, not "4"'],
    ['a,b,c,d,A', 'line 1: the field "answer" is missing'],
    ['', 'the file is empty'],
    [`${HEADER}\n"a,b`, 'not valid CSV'],
  ])('that are broken are refused by line and field: %j', (text, message) => {
    expect(() => readQuestions('bad.csv', text)).toThrow(message);
  });
});

describe('prompts', () => {
  const [first, second] = desk as [Question, Question];

  it('are worded as the original does, with two spaces and nothing trimmed', () => {
    expect(buildPrompt('original', 'front_desk', [first], second)).toBe(
      'The following are multiple choice questions (with answers) about  front desk.\n\n' +
        'Who, then?\nA. Ada\nB. Bo\nC. Cy\nD. Di\nAnswer: C\n\n' +
        ' Where?\nA. here\nB. there\nC. up\nD. down\nAnswer:',
    );
  });

  it('have one space and trimmed questions in the flavour of lm-eval, and "Question:" in that of HELM', () => {
    const start = 'The following are multiple choice questions (with answers) about front desk.\n\n';
    expect(buildPrompt('lm-eval', 'front_desk', [], second)).toBe(
      `${start}Where?\nA. here\nB. there\nC. up\nD. down\nAnswer:`,
    );
    expect(buildPrompt('helm', 'front_desk', [], first)).toBe(
      `${start}Question: Who, then?\nA. Ada\nB. Bo\nC. Cy\nD. Di\nAnswer:`,
    );
  });

  it('have no more shots than are wanted', () => {
    expect(buildPrompt('original', 'x', [first, first], second, 1).match(/Who, then/g)).toHaveLength(1);
  });
});

describe('scores', () => {
  const tests = new Map([
    ['anatomy', desk],
    ['our_desk', law],
  ]);

  it('count what is none of A–D as wrong and invalid, and no question without an answer', () => {
    const predictions = readPredictions(
      'p.csv',
      'subject,row,prediction\nanatomy,0, C\nanatomy,1,To\nour_desk,0,D\n',
      tests,
    );
    expect(scorePredictions(tests, predictions, 'hendrycks')).toMatchObject({
      micro: 2 / 3,
      macro: 0.75,
      categories: { 'other (business, health, misc.)': { accuracy: 0.5, correct: 1, n: 2 } },
      subjects: { anatomy: { accuracy: 0.5 }, our_desk: { accuracy: 1 } },
      invalid: 1,
      n: 3,
    });
    expect(scorePredictions(tests, predictions, 'lm-eval').categories).toEqual({
      STEM: { accuracy: 0.5, correct: 1, n: 2 },
    });
  });

  it('take the likeliest letter, where one that is not listed counts -100', () => {
    const predictions = readPredictions(
      'p.csv',
      'subject,row,A,B,C,D\nanatomy,0,-3,-2,-0.5,\nanatomy,1,,,,-101\n',
      tests,
    );
    expect(predictions.map(({ letter }) => letter)).toEqual(['C', 'A']);
  });

  it.each([
    ['subject,row\nanatomy,0', 'line 1: the column "prediction" is missing'],
    ['subject,row,prediction\nchess,0,A', 'line 2: "subject" is "chess", which has no test file'],
    ['subject,row,prediction\nanatomy,2,A', 'line 2: "row" must be 0 to 1 for anatomy, not "2"'],
    ['subject,row,prediction\nanatomy,x,A', '"row" must be 0 to 1'],
    ['subject,row,prediction\nanatomy,0,A\nanatomy,0,B', 'line 3: row 0 of anatomy was answered before'],
    ['subject,row,A,B,C,D\nanatomy,0,-1,x,-1,-1', 'line 2: "B" must be a number, not "x"'],
    ['', 'the file is empty'],
  ])('of broken predictions are refused by line and field: %j', (text, message) => {
    expect(() => readPredictions('p.csv', text, tests)).toThrow(message);
  });
});

describe(`the published values${title}`, () => {
  const read = (name: string) => readFileSync(`${data}/${name}`, 'utf8');
  const questionsOf = (split: string, subject: string) =>
    readQuestions(subject, read(`${split}/${subject}_${split}.csv`));
  const json = (name: string) => JSON.parse(read(name)) as Record<string, never>;
  const allTests = () =>
    new Map(
      readdirSync(`${data}/test`).map((name) => {
        const subject = name.replace('_test.csv', '');
        return [subject, questionsOf('test', subject)] as const;
      }),
    );
  const tableOf = (name: string) =>
    gunzipSync(readFileSync(`${data}/${name}`))
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(','));

  it.skipIf(absent)('every golden prompt is built to the byte', () => {
    const golden = JSON.parse(read('golden_5shot_prompts.json')) as {
      subject: string;
      row: string;
      prompt: string;
    }[];
    expect(golden).toHaveLength(28);
    for (const { subject, row, prompt } of golden) {
      const asked = questionsOf('test', subject)[Number(row)] as Question;
      expect(buildPrompt('original', subject, questionsOf('dev', subject), asked)).toBe(prompt);
    }
  });

  it.skipIf(absent)('both maps of subjects agree with the published ones', () => {
    const { hendrycks_category: hendrycks, lm_eval_group: groups } = json('categories.json') as unknown as {
      hendrycks_category: Record<string, string>;
      lm_eval_group: Record<string, string>;
    };
    expect(Object.keys(hendrycks)).toHaveLength(57);
    const short = (category: string | null) => category?.toLowerCase().replace(' ', '_').split('_(')[0];
    for (const [subject, category] of Object.entries(hendrycks)) {
      expect(categoryOf(subject, 'hendrycks')).toBe(category);
      expect(short(categoryOf(subject, 'lm-eval'))).toBe(groups[subject]);
    }
  });

  it.skipIf(absent)('the recorded answers of five models give their scores, and no row is lost', () => {
    const [header = [], ...rows] = tableOf('helm_mmlu_answers_5models.csv.gz');
    const expected = json('expected_helm_accuracy.json') as unknown as Record<
      string,
      { correct: number; n: number; micro: number; macro: number; subjects: Record<string, object> }
    >;
    const tests = allTests();
    for (const [at, model] of header.entries()) {
      const wanted = expected[model];
      if (at < 3 || wanted === undefined) continue;
      const text = rows.map((row) => `${row[0]},${row[1]},${row[at]}`).join('\n');
      const predictions = readPredictions('p.csv', `subject,row,prediction\n${text}`, tests);
      const score = scorePredictions(tests, predictions, 'hendrycks');
      expect(score.n).toBe(wanted.n);
      expect(score.micro).toBeCloseTo(wanted.micro, 12);
      expect(score.macro).toBeCloseTo(wanted.macro, 12);
      expect(score.subjects).toMatchObject(wanted.subjects);
    }
    expect(Object.keys(expected)).toHaveLength(5);
  });

  it.skipIf(absent)('the answers of Llama-2-7b give 5791 of 12343 and the other checkpoints theirs', () => {
    const rows = tableOf('llama2_7b_predictions.csv.gz').slice(1);
    const expected = json('expected_llama2_7b.json') as unknown as Record<
      string,
      { micro: number; macro: number; n: number; subjects: number }
    >;
    const tests = allTests();
    for (const [checkpoint, wanted] of Object.entries(expected)) {
      const own = rows.filter(([name]) => `checkpoint-${name}` === checkpoint);
      const text = own.map(([, subject, row, , letter]) => `${subject},${row},${letter}`).join('\n');
      const predictions = readPredictions('p.csv', `subject,row,prediction\n${text}`, tests);
      const score = scorePredictions(tests, predictions, 'hendrycks');
      expect(score).toMatchObject({ micro: wanted.micro, n: wanted.n });
      expect(score.macro).toBeCloseTo(wanted.macro, 12);
      expect(Object.keys(score.subjects)).toHaveLength(wanted.subjects);
    }
    expect(expected['checkpoint-0']?.n).toBe(12343);
  });
});
