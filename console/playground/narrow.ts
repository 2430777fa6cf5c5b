import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import { detailOf } from '../../core/trace/read-steps.ts';
import type { Answer } from '../../core/types.ts';
import { LANGUAGE_CODES, type ReadFilter, readFilter } from '../../knowledge/filter/read-filter.ts';
import { nothing } from '../frame/parts.ts';

/** The fields of "Narrow the search" as they were filled in; '' = not narrowed by that. */
export type NarrowFields = { path: string; language: string; from: string; to: string };

const PATH_LIMIT = 1_000;
const text = z.string().max(PATH_LIMIT).optional();

/** For the form that carries the fields. */
export const narrowShape = { path: text, language: text, from: text, to: text };

/** The fields out of a form or an address. */
export function narrowFields(given: { [Field in keyof NarrowFields]?: string | undefined }): NarrowFields {
  const { path = '', language = '', from = '', to = '' } = given;
  return { path: path.trim().slice(0, PATH_LIMIT), language, from, to };
}

/** Several paths stand with commas between them; those within braces belong to a glob. */
export function filterOf({ path, language, from, to }: NarrowFields): ReadFilter {
  const paths = path.split(/,(?![^{]*\})/).filter((one) => one.trim() !== '');
  return readFilter({
    paths: paths.length === 0 ? undefined : paths,
    languages: language === '' ? undefined : [language],
    after: from === '' ? undefined : from,
    before: to === '' ? undefined : to,
  });
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

function nameOf(code: string): string {
  return code === 'und' ? 'Another language' : (languageNames.of(code) ?? code);
}

/** Folded away until somebody needs it, or has filled something in. */
export function narrowSection(fields: NarrowFields): SafeHtml {
  const filled = Object.values(fields).some((value) => value !== '');
  return html`<details class="narrow"${filled ? html` open` : nothing}><summary>Narrow the search</summary>
  <div class="field-row">
    <label>Folder, file or pattern <input name="path" maxlength="${PATH_LIMIT}" value="${fields.path}"
      placeholder="handbook/travel/ or **/*.md" spellcheck="false" autocapitalize="off"></label>
    <label>Language <select name="language"><option value="">Any language</option>${LANGUAGE_CODES.map(
      (code) =>
        html`<option value="${code}"${code === fields.language ? html` selected` : nothing}>${nameOf(code)}</option>`,
    )}</select></label>
    <label>Published from <input type="date" name="from" value="${fields.from}"></label>
    <label>Published until <input type="date" name="to" value="${fields.to}"></label>
  </div>
  <p class="muted">The days count as the present text of a document was published, in UTC. Narrowed answers are not kept for others.</p>
</details>`;
}

/** What an answer was narrowed to, in words; nothing for most. */
export function narrowedTo({ steps }: Answer): SafeHtml {
  const search = detailOf(steps, 'retrieve');
  if (search === undefined || 'failed' in search || search.filter === undefined) return nothing;
  const { paths, languages, after, before } = search.filter;
  const parts = [
    paths?.join(', '),
    languages?.map(nameOf).join(', '),
    after === undefined ? undefined : `published from ${after}`,
    before === undefined ? undefined : `published until ${before}`,
  ].filter((part) => part !== undefined);
  return html`<p class="muted narrowed">Narrowed to ${parts.join(' · ')}</p>`;
}
