import { html, type SafeHtml } from '@remix-run/html-template';
import { type ChannelMode, channelModes } from '../../core/defensive-ux/channel-modes.ts';
import { ALL_COLLECTIONS, type Reserved } from '../../core/defensive-ux/channel-scope.ts';
import { type Channel, DIRECT, directMessagesOf } from '../../core/defensive-ux/channels.ts';
import { platformIds, platformOf } from '../../core/ports/platforms.ts';
import { csrfField, emptyState, nothing, tableFrame } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';

/** What admins write for every collection. */
export const ALL = 'all';

export const modeWords: Record<ChannelMode, string> = {
  off: 'Off',
  suggest: 'Suggest to curators first',
  answer: 'Answer',
};

export const platformName = (platform: string): string => platformOf(platform)?.name ?? platform;

/** A channel as admins read it. */
export const placeName = ({ platform, channel }: Pick<Channel, 'platform' | 'channel'>): string =>
  channel === DIRECT ? `direct messages on ${platformName(platform)}` : channel;

/** A channel of the list; direct messages of a workspace that was added later are told by its id. */
function channelName(channel: Channel): SafeHtml {
  const workspace = directMessagesOf(channel);
  if (workspace === null) return html`<code>${channel.channel}</code>`;
  return workspace === '' ? html`Direct messages` : html`Direct messages, <code>${workspace}</code>`;
}

/** Characters of names that an empty field has room for. */
const FITS = 10;

/** What an empty field means today. */
function openWords(reserved: Reserved[]): string {
  const names = reserved.map(({ collection }) => collection).join(', ');
  if (names === '') return 'All';
  return `All but ${names.length <= FITS ? names : `${reserved.length}, see below`}`;
}

function channelRow(session: Session, channel: Channel, open: string): SafeHtml {
  const id = `${channel.platform}-${channel.channel}`;
  const name = placeName(channel);
  const path = `/channels/${encodeURIComponent(channel.platform)}/${encodeURIComponent(channel.channel)}`;
  const collections = (channel.collections ?? []).map((one) => (one === ALL_COLLECTIONS ? ALL : one));
  return html`<tr><th scope="row">${platformName(channel.platform)}</th>
  <td class="keep" data-label="Channel">${channelName(channel)}</td>
  <td class="keep" data-label="Asked">${count(channel.asked, 'question')}</td>
  <td data-label="Mode"><select form="${id}" name="mode" aria-label="Mode of ${name}">${channelModes.map(
    (mode) =>
      html`<option value="${mode}"${mode === channel.mode ? html` selected` : nothing}>${modeWords[mode]}</option>`,
  )}</select></td>
  <td class="wide" data-label="Collections"><input form="${id}" name="collections" list="collections" value="${collections.join(', ')}"
    placeholder="${open}" autocomplete="off" aria-label="Collections of ${name}"></td>
  <td class="wide" data-label="Models"><input form="${id}" name="models" value="${(channel.models ?? []).join(', ')}"
    placeholder="As on Connect" autocomplete="off" spellcheck="false" aria-label="Models of ${name}"></td>
  <td class="actions"><form id="${id}" method="post" action="${path}">${csrfField(session)}<button class="quiet small" aria-label="Save ${name}">Save</button></form>
  <a href="${path}" aria-label="More settings of ${name}">More</a></td></tr>`;
}

/** Which collections are searched in some places only. */
function reservedList(reserved: Reserved[]): SafeHtml {
  if (reserved.length === 0) return nothing;
  return html`<section class="card" aria-label="Collections with places of their own"><h2>Searched only where they are named</h2>
<ul>${reserved.map(
    ({ collection, places }) =>
      html`<li><code>${collection}</code>: ${places.map(placeName).join(', ')}</li>`,
  )}</ul></section>`;
}

/** Where "Ask a human" leads, one field for each chat. */
function helpForms(session: Session, people: Record<string, string>): SafeHtml {
  return html`<section class="card stack" aria-label="Ask a human"><h2>Ask a human</h2>
<p>Under a reply without an answer, members can have their question passed on to people: it is posted once in the channel you name here, with the name of whoever asked and the nearest documents. Invite the bot to that channel first. Without a channel the button is not shown.</p>
${platformIds.map((platform) => {
  const chat = platformName(platform);
  return html`<form class="filters" method="post" action="/help-channels/${platform}">${csrfField(session)}
<label>Channel on ${chat} <input name="channel" value="${people[platform] ?? ''}" placeholder="None" autocomplete="off" spellcheck="false"></label>
<button class="quiet small" aria-label="Save the help channel on ${chat}">Save</button></form>`;
})}</section>`;
}

export type ChannelsView = {
  channels: Channel[];
  reserved: Reserved[];
  collections: string[];
  fresh: ChannelMode;
  /** Where questions are passed on, by chat. */
  people: Record<string, string>;
};

/** What the bot does where; a channel stands here once somebody asked in it. */
export function channelsPage(view: ChannelsView, session: Session): Page {
  const { channels, reserved, collections, fresh, people } = view;
  const isDirect = (channel: Channel) => directMessagesOf(channel) !== null;
  const inOrder = [...channels.filter(isDirect), ...channels.filter((channel) => !isDirect(channel))];
  const open = openWords(reserved);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/connect">Connect</a></nav>
<div class="page-head"><div><h1>Channels</h1>
<p class="lead">What the bot does in which channel. Where nobody has decided: ${modeWords[fresh]} (<code>DOCENT_NEW_CHANNELS</code> on the Connect page).</p></div></div>
<p>A collection that is named here is searched only where it is named; an empty field searches all the others, <code>${ALL}</code> searches every one.
Models are asked in the order you name them until one answers, such as <code>openai:gpt-5-mini, ollama:llama3, extractive</code>; <code>extractive</code> quotes and may stand last.</p>
<datalist id="collections">${collections.map((name) => html`<option value="${name}"></option>`)}</datalist>
${tableFrame(
  'Channels',
  html`<table><thead><tr><th scope="col">Chat</th><th scope="col">Channel</th><th scope="col">Asked</th>
<th scope="col">Mode</th><th scope="col">Collections</th><th scope="col">Models</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${inOrder.map((channel) => channelRow(session, channel, open))}</tbody></table>`,
)}
${channels.every(isDirect) ? emptyState('No channels yet', 'A channel stands here once somebody has asked in it.') : nothing}
${helpForms(session, people)}
${reservedList(reserved)}`;
  return { title: 'Channels', area: 'connect', body };
}
