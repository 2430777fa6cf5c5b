import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { perturb, perturbationNamed } from '../../../../core/evals/robustness/all-perturbations.ts';
import type { PerturbOptions } from '../../../../core/evals/robustness/perturbation.ts';
import { matchCase } from '../../../../core/evals/robustness/word-replacement.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

const plain: PerturbOptions = { probability: null, source: 'male', target: 'female', suffix: null };

function changed(
  kind: string,
  text: string,
  given: Partial<PerturbOptions> = {},
  seed = '1',
  id = 'q1',
): string {
  const perturbation = perturbationNamed(kind);
  if (perturbation === undefined) throw new Error(`no ${kind}`);
  return perturb(perturbation, { id, text }, seed, { ...plain, ...given });
}

describe('perturbations without chance', () => {
  it.each([
    ['lowercase', 'Who IS it?', 'who is it?'],
    ['extra-space', 'a b', 'a  b'],
    [
      'contraction',
      "She is here and I am not; it isn't so. They were not.",
      "She's here and I'm not; it isn't so. They weren't.",
    ],
    ['expansion', "She's here, you'd've seen. It's so.", 'She is here, you would have seen. It is so.'],
    ['gender', 'He said HE saw his dad; it was him', 'She said SHE saw her dad; it was her'],
    ['gender_terms', 'Brothers and a king: his sons', 'Sisters and a queen: his daughters'],
  ])('%s', (kind, text, expected) => {
    expect(changed(kind, text)).toBe(expected);
  });

  it('take other genders and a suffix', () => {
    expect(changed('gender_pronouns', 'she and her', { source: 'female', target: 'neutral' })).toBe(
      'they and them',
    );
    expect(changed('suffix', 'A dog', { suffix: 'in oil' })).toBe('A dog, in oil');
  });

  it('keep the case of a word', () => {
    expect([
      matchCase('THE', 'teh'),
      matchCase('The', 'TEH'),
      matchCase('the', 'Teh'),
      matchCase('I', 'we'),
    ]).toEqual([...['TEH', 'Teh', 'teh', 'We']]);
  });
});

describe('perturbations by chance', () => {
  const text =
    'They believe that the government will receive a separate address tomorrow because of the environment.';

  it('give the same text for the same seed and id, and another for another', () => {
    for (const kind of ['space', 'filler_words', 'typos', 'misspelling', 'mild_mix']) {
      const given = { probability: 0.5 };
      expect(changed(kind, text, given)).toBe(changed(kind, text, given));
      expect(changed(kind, text, given)).not.toBe(changed(kind, text, given, '2'));
      expect(changed(kind, text, given)).not.toBe(changed(kind, text, given, '1', 'q2'));
    }
  });

  it('stretch blanks to one to three', () => {
    const spaced = changed('space', text);
    expect(spaced.replace(/ +/g, ' ')).toBe(text);
    expect(spaced).toMatch(/\S {2,3}\S/);
    expect(spaced).not.toMatch(/ {4}/);
  });

  it('type a neighbouring key, letter for letter, in the same case', () => {
    const typed = changed('typos', 'AAAA aaaa 1234', { probability: 1 });
    expect(typed).toMatch(/^[QWSZ]{4} [qwsz]{4} 1234$/);
    expect(changed('typos', text, { probability: 0 })).toBe(text);
  });

  it('put fillers before words and lose none', () => {
    const filled = changed('filler_words', 'one two', { probability: 1 });
    expect(filled).toMatch(/^\S.* one \S.* two$/);
  });

  it('misspell words of the list only', () => {
    const misspelt = changed('misspelling', 'Believe me: qwertz', { probability: 1 });
    expect(misspelt).toMatch(/^B\S+ me: qwertz$/);
    expect(misspelt).not.toContain('Believe');
  });

  it('have the levels that HELM names', () => {
    for (const [level, kind, probability] of [
      ['misspelling_hard', 'misspelling', 0.5],
      ['typo_medium', 'typos', 0.3],
    ] as const)
      expect(changed(level, text)).toBe(changed(kind, text, { probability }));
    expect(changed('misspelling_hard', text, { probability: 0 })).toBe(text);
  });

  it('put other words of one meaning', () => {
    expect(changed('synonym', 'A LARGE film', { probability: 1 })).toBe('A BIG movie');
    expect(changed('synonym', text, { probability: 0 })).toBe(text);
  });

  it('speak another dialect, the longer words first', () => {
    expect(changed('dialect', 'This is not the brother')).toBe("Dis ain't da brotha");
  });

  it('give a name the same name wherever it stands, two names two, and keep their gender', () => {
    const said = changed('person_name', 'Jack, Peter and Lauren: JACK saw lauren. Jackson did not.');
    const [, jack = '', peter, lauren = ''] =
      /^(\w+), (\w+) and (\w+): (\w+) saw (\w+)\. Jackson did not\.$/.exec(said) ?? [];
    expect(said).toBe(
      `${jack}, ${peter} and ${lauren}: ${jack.toUpperCase()} saw ${lauren.toLowerCase()}. Jackson did not.`,
    );
    expect(new Set([jack, peter, lauren, 'Jack', 'Peter', 'Lauren']).size).toBe(6);
    const others = new Set(
      ['1', '2', '3', '4', '5', '6', '7', '8'].map((seed) => changed('person_name', 'Jack', {}, seed)),
    );
    expect(others.size).toBeGreaterThan(1);
  });

  it('mix mildly: small letters, contractions, and blanks', () => {
    expect(changed('mild_mix', 'She Is a DOCTOR', { probability: 0 }).replace(/ +/g, ' ')).toBe(
      "she's a doctor",
    );
  });
});

withSharedData('helm', 'perturbations equal HELM', () => {
  it('where no chance is in them', () => {
    const { perturbation } = JSON.parse(readFileSync(sharedData('helm/test_vectors.json'), 'utf8'));
    const exact = ['extra_space', 'expansion', 'contraction', 'gender_terms', 'gender_pronouns', 'lowercase'];
    const given = perturbation.filter((one: { name: string }) => exact.includes(one.name));
    expect(given.length).toBeGreaterThan(2);
    for (const { name, input, output, reference } of given) {
      expect(changed(name, input)).toBe(output);
      if (reference !== undefined) expect(changed(name, reference[0])).toBe(reference[1]);
    }
  });

  it('in the words that a misspelling may become', () => {
    const list = JSON.parse(readFileSync(sharedData('helm/correct_to_misspelling.json'), 'utf8'));
    for (const word of Object.keys(list)
      .filter((key) => /^[a-z]+$/.test(key))
      .slice(0, 200)) {
      const misspelt = changed('misspelling', word, { probability: 1 });
      expect(list[word].map((one: string) => one.toLowerCase())).toContain(misspelt);
    }
  });
});
