import { html, type SafeHtml } from '@remix-run/html-template';
import type { EmbeddingState } from '../../core/ports/embedding-switch.ts';
import type { SettingRow } from '../deps.ts';
import { emptyState, nothing, tableFrame } from '../frame/parts.ts';
import { sourceWords } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { embeddingsView } from './embeddings-view.ts';
import { type PlatformCard, platformCard, type Report, reportView } from './platform-card.ts';
import { settingsForm } from './settings-form.ts';

/** The group of settings that belong to no platform. */
export const MODEL = 'model';

/** Settings that belong to no chat platform but can be set here: the language model and its keys. */
export type ModelCard = { settings: SettingRow[]; embeddings: EmbeddingState };

function modelCard(card: ModelCard, session: Session, report: Report | null = null): SafeHtml {
  if (card.settings.length === 0) return nothing;
  return html`<section id="model" class="card stack" aria-labelledby="model-title">
<div class="card-head"><h2 id="model-title">Language model</h2></div>
<p>Without a model the bot quotes your documents word for word. With one it writes answers from them, still with sources.</p>
${embeddingsView(card.embeddings)}
${reportView(report)}
${settingsForm(session, MODEL, card.settings)}
</section>`;
}

function settingRow(setting: SettingRow): SafeHtml {
  return html`<tr><th scope="row"><code>${setting.key}</code></th>
  <td data-label="Value">${setting.shown === '' ? html`<span class="muted">Not set</span>` : html`<code>${setting.shown}</code>`}</td>
  <td class="keep" data-label="From">${sourceWords[setting.source]}</td><td class="wide" data-label="Meaning">${setting.help}</td></tr>`;
}

function otherSettings(others: SettingRow[]): SafeHtml {
  if (others.length === 0) return nothing;
  return html`<h2>Other settings</h2>
<p class="muted">Set these in the environment and start Docent again.</p>
${tableFrame(
  'Other settings',
  html`<table><thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th>
<th scope="col">Meaning</th></tr></thead><tbody>${others.map(settingRow)}</tbody></table>`,
)}`;
}

/** What was just done to one group of settings: a platform's, or the model's. */
export type Done = { group: string; report: Report };

export type ConnectView = { platforms: PlatformCard[]; model: ModelCard; others: SettingRow[] };

/** The platforms and the model, then every other setting to look at. */
export function connectPage(view: ConnectView, session: Session, done: Done | null = null): Page {
  const { platforms, model, others } = view;
  const reportOf = (group: string) => (done?.group === group ? done.report : null);
  const body = html`<div class="page-head"><div><h1>Connect</h1>
<p class="lead">Bring the bot into your team's chat. Tokens are stored encrypted and never shown again.</p></div>
<span class="action-row"><a class="button quiet" href="/rehearsal">Rehearsal</a> <a class="button quiet" href="/channels">Channels</a></span></div>
${
  platforms.length === 0
    ? emptyState('No chat platform is built in', 'This installation has no connectors.')
    : html`<div class="cards">${platforms.map((card) => platformCard(card, session, reportOf(card.connector.id)))}${modelCard(model, session, reportOf(MODEL))}</div>`
}
${otherSettings(others)}`;
  return { title: 'Connect', area: 'connect', body };
}

/** The one card that something was done to, for htmx. */
export function connectCard({ platforms, model }: ConnectView, session: Session, done: Done): SafeHtml {
  const card = platforms.find(({ connector }) => connector.id === done.group);
  return card === undefined
    ? modelCard(model, session, done.report)
    : platformCard(card, session, done.report);
}
