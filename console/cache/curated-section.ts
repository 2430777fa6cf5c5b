import { html, type SafeHtml } from '@remix-run/html-template';
import type { CuratedAnswer } from '../../core/caching/entries/curated.ts';
import { renderAnswerText } from '../frame/markdown.ts';
import { csrfField, nothing } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** Answers that the team wrote, with a form for another one. */
export function curatedSection(session: Session, curated: CuratedAnswer[]): SafeHtml {
  return html`<h2 id="curated">Answers by your team</h2>
<p>Given word for word before anything else is looked at.</p>
${curated.map(
  (one) => html`<article class="card"><p>${one.questions.map((question) => html`<b>${question}</b> `)}</p>
${renderAnswerText(one.answer, [])}
<p class="muted">${one.collections === null ? 'Everywhere' : one.collections.join(', ')} · ${one.author}</p>
<form method="post" action="/cache/curated/remove">${csrfField(session)}<input type="hidden" name="id" value="${one.id}"><button class="quiet small">Remove</button></form></article>`,
)}
<form class="card stack" method="post" action="/cache/curated/add">
  ${csrfField(session)}
  <label for="curated-questions">Questions, one a line</label>
  <textarea id="curated-questions" name="questions" rows="3" maxlength="8000" required></textarea>
  <label for="curated-answer">Answer</label>
  <textarea id="curated-answer" name="answer" rows="4" maxlength="8000" required></textarea>
  <label for="curated-collection">Only in this collection</label>
  <input id="curated-collection" name="collection" maxlength="64" placeholder="everywhere">
  <div class="action-row"><button>Add</button></div>
</form>${nothing}`;
}
