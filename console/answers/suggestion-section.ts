import { html, type SafeHtml } from '@remix-run/html-template';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import { SOURCE_DELETED } from '../../core/rag/traces.ts';
import { csrfField, nothing, notice, time } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** What a curator does with an answer that its asker has not seen; what became of it afterwards. */
export function suggestionSection(options: {
  session: Session;
  record: AnswerRecord;
  /** A source has changed since the answer was written, or is gone. */
  outdated: boolean;
}): SafeHtml {
  const { session, record, outdated } = options;
  const { suggestion, answer } = record;
  if (suggestion === null) return nothing;
  if (suggestion.state !== 'waiting') {
    const did = suggestion.state === 'posted' ? 'Posted' : 'Dismissed';
    return html`<section class="card" aria-label="Suggestion"><p>${did} by ${suggestion.by ?? 'somebody'}${
      suggestion.at === null ? nothing : html`, ${time(suggestion.at)}`
    }.</p></section>`;
  }
  const here = `/answers/${encodeURIComponent(answer.traceId)}`;
  const isAnswer = answer.outcome === 'answered' && answer.text !== SOURCE_DELETED;
  return html`<section class="card stack" aria-label="Suggestion"><h2>Waiting for you</h2>
<p>Whoever asked was told that somebody will look. What you post goes into the thread of their question.</p>
${outdated && isAnswer ? notice('warn', 'A source has changed since this was written. Ask again, or check it before you post.') : nothing}
<div class="action-row">${
    isAnswer
      ? html`<form method="post" action="${here}/post">${csrfField(session)}<button>Post this answer</button></form>`
      : nothing
  }
<form method="post" action="${here}/dismiss">${csrfField(session)}<button class="quiet">Dismiss</button></form></div>
<form class="stack" method="post" action="${here}/post">${csrfField(session)}
<label for="edited">${isAnswer ? 'Or change it first' : 'Write an answer'}</label>
<textarea id="edited" name="text" rows="6" maxlength="16000" required>${'\n'}${isAnswer ? answer.text : ''}</textarea>
<div class="action-row"><button class="quiet">Post what I wrote</button></div></form>
</section>`;
}
