import { html, type SafeHtml } from '@remix-run/html-template';
import type { GoldenCase } from '../../../core/ports/batches.ts';
import { nothing } from '../../frame/parts.ts';

/** A case as its form shows it: lists are lines. */
export type CaseFields = {
  question: string;
  expectedAnswer: string;
  expectedFacts: string;
  expectedSources: string;
  mustAbstain: boolean;
  tags: string;
};

export const emptyFields: CaseFields = {
  ...{ question: '', expectedAnswer: '', expectedFacts: '', expectedSources: '' },
  ...{ mustAbstain: false, tags: '' },
};

export function fieldsOf(golden: GoldenCase): CaseFields {
  return {
    question: golden.question,
    expectedAnswer: golden.expectedAnswer ?? '',
    expectedFacts: (golden.expectedFacts ?? []).join('\n'),
    expectedSources: golden.expectedSources.join('\n'),
    mustAbstain: golden.mustAbstain,
    tags: (golden.tags ?? []).join(', '),
  };
}

const list = (text: string, by: RegExp): string[] => text.split(by).flatMap((entry) => entry.trim() || []);

export function caseOf(fields: CaseFields): GoldenCase {
  const facts = list(fields.expectedFacts, /\n/);
  const tags = list(fields.tags, /[,\n]/);
  return {
    question: fields.question.trim(),
    expectedAnswer: fields.expectedAnswer.trim() || null,
    expectedSources: list(fields.expectedSources, /\n/),
    mustAbstain: fields.mustAbstain,
    ...(facts.length === 0 ? {} : { expectedFacts: facts }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** Why a case cannot be kept, or null. */
export function problemWith({
  question,
  mustAbstain,
  expectedAnswer,
  expectedSources,
  expectedFacts,
}: CaseFields): string | null {
  if (question.trim() === '') return 'The question is empty.';
  const expects = [expectedAnswer, expectedSources, expectedFacts].some((text) => text.trim() !== '');
  return mustAbstain && expects
    ? 'Either there must be no answer, or something is expected of it: take one of them away.'
    : null;
}

/** The fields of a case; `from` = the answer it is made from. */
export function caseFields(fields: CaseFields, from: string | null = null): SafeHtml {
  return html`<label>Question <textarea name="question" rows="2" maxlength="2000" required>${'\n'}${fields.question}</textarea></label>
<label class="check"><input type="checkbox" name="mustAbstain" value="yes"${fields.mustAbstain ? html` checked` : nothing}> The documents hold no answer: Docent must say so</label>
<div class="columns">
<label>Expected sources, one a line; any of them is right <textarea name="expectedSources" rows="3" spellcheck="false" placeholder="leave.md">${'\n'}${fields.expectedSources}</textarea></label>
<label>Facts that must stand in the answer, one a line <textarea name="expectedFacts" rows="3" placeholder="five days">${'\n'}${fields.expectedFacts}</textarea></label>
</div>
<label>Expected answer, to compare with <textarea name="expectedAnswer" rows="3">${'\n'}${fields.expectedAnswer}</textarea></label>
<label>Tags, with commas between <input name="tags" maxlength="200" value="${fields.tags}"></label>
${from === null ? nothing : html`<input type="hidden" name="from" value="${from}">`}`;
}
