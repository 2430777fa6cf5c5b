import { html, type SafeHtml } from '@remix-run/html-template';
import type { SettingRow } from '../deps.ts';
import { emptyState, nothing, tableFrame } from '../parts.ts';
import { sourceWords } from '../words.ts';
import { type PlatformCard, platformCard } from './platform-card.ts';

function settingRow(setting: SettingRow): SafeHtml {
  return html`<tr><th scope="row"><code>${setting.key}</code></th>
  <td>${setting.shown === '' ? html`<span class="muted">Not set</span>` : html`<code>${setting.shown}</code>`}</td>
  <td class="keep">${sourceWords[setting.source] ?? setting.source}</td><td class="wide">${setting.help}</td></tr>`;
}

/** The platforms, then every other setting to look at; those are changed in the environment. */
export function connectPage(cards: PlatformCard[], others: SettingRow[]): SafeHtml {
  return html`<div class="page-head"><div><h1>Connect</h1>
<p class="lead">Bring the bot into your team's chat. Tokens are stored encrypted and never shown again.</p></div></div>
${
  cards.length === 0
    ? emptyState('No chat platform is built in', 'This installation has no connectors.')
    : html`<div class="cards">${cards.map(platformCard)}</div>`
}
${
  others.length === 0
    ? nothing
    : html`<h2>Other settings</h2><p class="muted">Set these in the environment and start Docent again.</p>${tableFrame(
        'Other settings',
        html`<table><thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th>
<th scope="col">Meaning</th></tr></thead><tbody>${others.map(settingRow)}</tbody></table>`,
      )}`
}`;
}
