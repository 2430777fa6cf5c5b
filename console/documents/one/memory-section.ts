import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { RememberedRow } from '../../../core/ports/question-memory.ts';
import { csrfField, nothing, time } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Session } from '../../session/session.ts';

const SOURCES: Record<RememberedRow['source'], string> = {
  vote: 'Votes',
  curated: 'Curated answer',
  eval: 'Eval case',
};

/** On a document's page: confirmed questions that help to find it, each of which a curator may take out. */
export function memorySection(
  session: Session,
  document: DocumentSummary,
  questions: readonly RememberedRow[],
): SafeHtml {
  if (questions.length === 0) return nothing;
  const path = `/documents/${encodeURIComponent(document.documentId)}/questions/forget`;
  return html`<details class="card" id="questions"><summary>${count(questions.length, 'confirmed question')}</summary>
<p class="muted">People said that this document answers these questions. Questions like them find it more easily.</p>
<table><thead><tr><th scope="col">Question</th><th scope="col">Confirmed by</th><th scope="col">Since</th><th scope="col">Take out</th></tr></thead>
<tbody>${questions.map(
    ({ id, question, source, confirmed, createdAt }) => html`<tr><td class="wide" hx-ignore>${question}</td>
  <td>${SOURCES[source]}${confirmed > 1 ? html` (${confirmed})` : nothing}</td><td>${time(createdAt)}</td>
  <td><form method="post" action="${path}">${csrfField(session)}<input type="hidden" name="id" value="${id}">
    <button class="quiet small" aria-label="Take out: ${question}">Take out</button></form></td></tr>`,
  )}</tbody></table></details>`;
}
