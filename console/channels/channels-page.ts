import { html, type SafeHtml } from '@remix-run/html-template';
import { type Channel, type ChannelMode, channelModes } from '../../core/defensive-ux/channels.ts';
import { csrfField, emptyState, nothing, tableFrame } from '../parts.ts';
import type { Session } from '../session.ts';
import { count } from '../words.ts';

const modeWords: Record<ChannelMode, string> = {
  off: 'Off',
  suggest: 'Suggest to curators first',
  answer: 'Answer',
};

const platformNames: Record<string, string> = { slack: 'Slack', discord: 'Discord' };

function channelRow(session: Session, channel: Channel): SafeHtml {
  const id = `${channel.platform}-${channel.channel}`;
  const path = `/channels/${encodeURIComponent(channel.platform)}/${encodeURIComponent(channel.channel)}`;
  return html`<tr><th scope="row">${platformNames[channel.platform] ?? channel.platform}</th>
  <td><code>${channel.channel}</code></td>
  <td class="keep">${count(channel.asked, 'question')}</td>
  <td><select form="${id}" name="mode" aria-label="Mode of ${channel.channel}">${channelModes.map(
    (mode) =>
      html`<option value="${mode}"${mode === channel.mode ? html` selected` : nothing}>${modeWords[mode]}</option>`,
  )}</select></td>
  <td class="wide"><input form="${id}" name="collections" list="collections" value="${(channel.collections ?? []).join(', ')}"
    placeholder="All" autocomplete="off" aria-label="Collections of ${channel.channel}"></td>
  <td class="wide"><input form="${id}" name="models" value="${(channel.models ?? []).join(', ')}"
    placeholder="As on Connect" autocomplete="off" spellcheck="false" aria-label="Models of ${channel.channel}"></td>
  <td class="actions"><form id="${id}" method="post" action="${path}">${csrfField(session)}<button class="quiet small" aria-label="Save ${channel.channel}">Save</button></form></td></tr>`;
}

/** What the bot does where; a channel stands here once somebody asked in it. */
export function channelsPage(options: {
  session: Session;
  channels: Channel[];
  collections: string[];
  fresh: ChannelMode;
}): SafeHtml {
  const { session, channels, collections, fresh } = options;
  const list =
    channels.length === 0
      ? emptyState('No channels yet', 'A channel stands here once somebody has asked in it.')
      : tableFrame(
          'Channels',
          html`<table><thead><tr><th scope="col">Chat</th><th scope="col">Channel</th><th scope="col">Asked</th>
<th scope="col">Mode</th><th scope="col">Collections</th><th scope="col">Models</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${channels.map((channel) => channelRow(session, channel))}</tbody></table>`,
        );
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/connect">Connect</a></nav>
<div class="page-head"><div><h1>Channels</h1>
<p class="lead">What the bot does in which channel. Where nobody has decided: ${modeWords[fresh]} (<code>DOCENT_NEW_CHANNELS</code> on the Connect page).
Models are asked in the order you name them until one answers, such as <code>openai:gpt-5-mini, ollama:llama3, extractive</code>; <code>extractive</code> quotes and may stand last.</p></div></div>
<datalist id="collections">${collections.map((name) => html`<option value="${name}"></option>`)}</datalist>
${list}`;
}
