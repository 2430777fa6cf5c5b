import { html, type SafeHtml } from '@remix-run/html-template';
import type { SettingRow } from '../deps.ts';
import { csrfField, nothing } from '../frame/parts.ts';
import { sourceWords } from '../frame/words.ts';
import type { Session } from '../session/session.ts';

function settingField(setting: SettingRow): SafeHtml {
  const id = `setting-${setting.key}`;
  const fixed = setting.source === 'environment';
  const isSet = setting.shown !== '';
  const state = isSet
    ? html`Now: <code>${setting.shown}</code>, ${sourceWords[setting.source]}.`
    : html`Not set.`;
  const removal =
    setting.source === 'console' && isSet
      ? html`<label class="check"><input type="checkbox" name="remove-${setting.key}" value="yes"> Remove it</label>`
      : nothing;
  // A stored secret never goes back to the browser: the field is empty, and empty keeps what is stored.
  const input = fixed
    ? html`<input id="${id}" disabled value="" placeholder="Set in the environment; change it there" aria-describedby="${id}-help">`
    : html`<input id="${id}" name="${setting.key}" type="${setting.secret ? 'password' : 'text'}" value="${setting.secret ? '' : setting.shown}"
      autocomplete="off" spellcheck="false" placeholder="${setting.secret && isSet ? 'Empty keeps what is stored' : ''}" aria-describedby="${id}-help">`;
  return html`<div class="field"><label for="${id}"><code>${setting.key}</code></label>${input}
  <p id="${id}-help" class="field-help">${setting.help} ${state}</p>${removal}</div>`;
}

/** The fields of one group of settings; with htmx the card around them is exchanged for the answer. */
export function settingsForm(session: Session, group: string, settings: SettingRow[]): SafeHtml {
  if (settings.length === 0) return nothing;
  const path = `/connect/${encodeURIComponent(group)}/settings`;
  return html`<form class="stack" method="post" action="${path}" hx-post="${path}" hx-target="closest section" hx-swap="outerHTML">
  ${csrfField(session)}${settings.map(settingField)}
  <div class="action-row"><button>Save</button></div></form>`;
}
