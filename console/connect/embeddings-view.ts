import { html, type SafeHtml } from '@remix-run/html-template';
import type { EmbeddingState, EmbeddingSwitchState } from '../../core/ports/embedding-switch.ts';
import { nothing } from '../frame/parts.ts';

/** Which vectors search uses, and how far the change to others has come. */
export function embeddingsView({ active, share, next }: EmbeddingState): SafeHtml {
  const own = active === 'corpus';
  const used = own ? 'vectors trained on your own documents' : html`vectors of <code>${active}</code>`;
  const idle = share === 0 ? ' They did not help in a check on your documents, so words alone decide.' : '';
  return html`<div id="embeddings" class="stack"><p>Search uses ${used}.${idle}</p>
${next === null ? nothing : underWay(next)}</div>`;
}

const PHASES: Record<EmbeddingSwitchState['phase'], string> = {
  embedding: 'Everything is being embedded again',
  building: 'A new index is being built',
  checking: 'The new index is being checked',
  waiting: 'The provider is in trouble; Docent tries again by itself',
  failed: 'The change has failed; save the setting again, or restart Docent, to try once more',
};

function underWay({ to, phase, message, progress }: EmbeddingSwitchState): SafeHtml {
  const percent = progress === null ? '' : ` (${Math.floor(progress * 100)} %)`;
  return html`<p role="status"><strong>Changing to <code>${to}</code>.</strong> ${PHASES[phase]}${percent}: ${message}
Until then the index that serves goes on.</p>`;
}
