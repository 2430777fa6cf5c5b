import { describe, expect, it } from 'vitest';
import { scoreGrounding } from '../../../../core/guardrails/detectors/grounding.ts';
import { detectBadAnswer } from '../../../../core/guardrails/detectors/sounds-good.ts';
import { detectSyntax } from '../../../../core/guardrails/detectors/syntax.ts';

const rows =
  'Ward: East | Beds: 20 | Heliport: no | Blood bank: none | Oxygen: Linde | Linen: Alsco\n' +
  'Ward: West | Beds: 31 | Heliport: yes | Blood bank: on site | Oxygen: Messer | Linen: Elis';

describe('what is quoted passes the guards', () => {
  it('cells of one row with others left out, whatever those deny', () => {
    const { sentences } = scoreGrounding(
      'Ward: East | … | Oxygen: Linde | … [1]',
      [rows],
      'Who sells oxygen?',
    );
    expect(sentences).toMatchObject([{ supported: true, score: 1 }]);
  });

  it('but not cells of two rows put together', () => {
    const { sentences } = scoreGrounding(
      'Ward: East | Heliport: yes | Beds: 31 [1]',
      [rows],
      'Is there one?',
    );
    expect(sentences.map(({ score }) => score)).not.toEqual([1]);
  });

  it.each([
    '[00:12:30] Ada: The crane is free on Monday. [1]',
    '{{ note }} The van holds 9 people.',
    '[2024] was a good year.',
  ])('brackets at its start are not broken JSON: %s', (text) => {
    expect(detectSyntax(text)).toEqual([]);
  });

  it('while JSON that breaks off is', () => {
    expect(detectSyntax('{"a": [1, 2').map(({ kind }) => kind)).toEqual(['json']);
  });

  it('in the language of its source, with English marks in it', () => {
    const quote =
      '- ☑ (ticked) Hecke schneiden\n- ☐ (not ticked) Wasserhahn abdrehen\n- ☐ (not ticked) Laub sammeln';
    const evidence = [`Das ist die Liste für die Arbeit im Herbst.\n${quote}`];
    const question = 'Wurde der Wasserhahn schon abgedreht und ist das Laub weg?';
    expect(detectBadAnswer(quote, { question, evidence })).toEqual([]);
  });

  it('while own words in another language are noticed', () => {
    const findings = detectBadAnswer('The tap is not yet turned off, and the leaves are still there.', {
      question: 'Wurde der Wasserhahn schon abgedreht und ist das Laub weg?',
      evidence: ['Der Wasserhahn ist noch nicht abgedreht, und das Laub ist noch da.'],
    });
    expect(findings.map(({ kind }) => kind)).toEqual(['wrong-language']);
  });
});
