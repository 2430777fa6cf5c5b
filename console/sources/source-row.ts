import { html, type SafeHtml } from '@remix-run/html-template';
import type { Source } from '../../core/ports/sources.ts';
import { badge, csrfField, nothing, time } from '../frame/parts.ts';
import { count, sourceKindWords, sourceStateWords } from '../frame/words.ts';
import type { Session } from '../session/session.ts';

/** `every 10 minutes`, `every day`. */
export function intervalWords(source: Source): string {
  const { everyMinutes } = source;
  if (!source.enabled) return 'paused';
  if (everyMinutes === 0) return 'only by hand';
  const [amount, unit] =
    everyMinutes % 1_440 === 0
      ? [everyMinutes / 1_440, 'day']
      : everyMinutes % 60 === 0
        ? [everyMinutes / 60, 'hour']
        : [everyMinutes, 'minute'];
  return amount === 1 ? `every ${unit}` : `every ${amount} ${unit}s`;
}

/** When it is read next; a dash where it is not. */
export function nextRun(source: Source): SafeHtml {
  if (source.state === 'running') return html`<span class="muted">now</span>`;
  return source.nextRunAt === null ? html`<span class="muted">–</span>` : time(source.nextRunAt);
}

export function runForm(session: Session, source: Source, back: 'list' | 'source'): SafeHtml {
  return html`<form method="post" action="/sources/${encodeURIComponent(source.sourceId)}/run">
  ${csrfField(session)}<input type="hidden" name="back" value="${back}"><button class="quiet small" aria-label="Read now: ${source.address}"${source.state === 'running' ? html` disabled` : nothing}>Read now</button></form>`;
}

/** A line of the list; while the source is being read it asks again. */
export function sourceRow(session: Session, source: Source): SafeHtml {
  const id = encodeURIComponent(source.sourceId);
  const polling =
    source.state === 'running'
      ? html` hx-get="/sources/${id}/row" hx-trigger="every 2s" hx-swap="outerHTML" hx-status:5xx="swap:none"`
      : nothing;
  const trouble = source.state === 'failed' || source.state === 'partly' || source.state === 'held';
  return html`<tr${polling}>
  <th scope="row" class="wide"><a href="/sources/${id}">${source.address}</a>
    <span class="muted path">${sourceKindWords[source.kind]}, ${intervalWords(source)}</span>
    <span class="${trouble ? 'reason' : 'muted path'}">${source.result}</span></th>
  <td data-label="Status">${badge(sourceStateWords[source.state])}</td>
  <td class="keep" data-label="Collection">${source.collection}</td>
  <td class="number" data-label="Documents">${source.documents}</td>
  <td class="keep" data-label="Last read">${source.lastRunAt === null ? html`<span class="muted">–</span>` : time(source.lastRunAt)}</td>
  <td class="keep" data-label="Next">${nextRun(source)}</td>
  <td class="actions">${runForm(session, source, 'list')}</td>
</tr>`;
}

/** In place of a row whose source was removed meanwhile. */
export function goneRow(): SafeHtml {
  return html`<tr><td colspan="7" class="muted">This source was removed.</td></tr>`;
}

/** Asks before a held removal is carried out. */
export function confirmForm(session: Session, source: Source): SafeHtml {
  return html`<form class="action-row" method="post" action="/sources/${encodeURIComponent(source.sourceId)}/run">
  ${csrfField(session)}<input type="hidden" name="confirm" value="yes"><input type="hidden" name="back" value="source">
  <button class="danger">Remove ${count(source.held, 'document')}</button></form>`;
}
