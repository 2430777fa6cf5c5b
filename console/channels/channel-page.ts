import { html, type SafeHtml } from '@remix-run/html-template';
import { channelModes } from '../../core/defensive-ux/channel-modes.ts';
import { defaultOptions, optionLimits } from '../../core/defensive-ux/channel-options.ts';
import { ALL_COLLECTIONS } from '../../core/defensive-ux/channel-scope.ts';
import type { Channel } from '../../core/defensive-ux/channels.ts';
import { csrfField, nothing } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { ALL, modeWords, placeName, platformName } from './channels-page.ts';

export type ChannelView = { channel: Channel; collections: string[]; contact: string };

type Choice = readonly (readonly [value: string, words: string])[];

function choice(name: string, label: string, now: string, choices: Choice): SafeHtml {
  return html`<label>${label} <select name="${name}">${choices.map(
    ([value, words]) =>
      html`<option value="${value}"${value === now ? html` selected` : nothing}>${words}</option>`,
  )}</select></label>`;
}

function field(
  name: string,
  label: string,
  value: string,
  hint: string,
  placeholder: string,
  list: SafeHtml = nothing,
): SafeHtml {
  return html`<label>${label} <input name="${name}"${list} value="${value}" placeholder="${placeholder}" autocomplete="off" aria-describedby="${name}-hint"></label>
<p class="muted hint" id="${name}-hint">${hint}</p>`;
}

function perHour(name: string, label: string, value: number): SafeHtml {
  return html`<label>${label} <input name="${name}" type="number" min="0" max="${optionLimits.perHour}" value="${value}"></label>`;
}

/** All that is decided for one channel. */
export function channelPage({ channel, collections, contact }: ChannelView, session: Session): Page {
  const { mode, models, outside = false, options = defaultOptions } = channel;
  const path = `/channels/${encodeURIComponent(channel.platform)}/${encodeURIComponent(channel.channel)}`;
  const named = (channel.collections ?? []).map((one) => (one === ALL_COLLECTIONS ? ALL : one));
  const { quiet } = options;
  const title = placeName(channel);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/connect">Connect</a> <a href="/channels">Channels</a></nav>
<div class="page-head"><div><h1>${title}</h1><p class="lead">What holds in this channel of ${platformName(channel.platform)}, from the next question on.</p></div></div>
<form class="channel-form" method="post" action="${path}/options">${csrfField(session)}
<fieldset class="card"><legend>Answers</legend>
${choice(
  'mode',
  'Mode',
  mode,
  channelModes.map((one) => [one, modeWords[one]] as const),
)}
${choice('style', 'What is shown', options.style, [
  ['full', 'The answer with its sources'],
  ['links', 'Only the sources'],
])}
${choice('thumbs', 'Thumbs under answers', options.thumbs ? 'on' : 'off', [
  ['on', 'Shown'],
  ['off', 'Not shown'],
])}
${choice('followUps', 'What was said before', options.followUps, [
  ['remember', 'Helps to understand a question'],
  ['alone', 'Is left aside'],
])}
${choice('unnamed', 'Without a mention, in a thread of its own', options.unnamed, [
  ['among-people', 'Answers what is meant for it'],
  ['after-its-own', 'Only what follows its own reply'],
  ['nothing', 'Answers nothing'],
])}
</fieldset>
<fieldset class="card"><legend>Where answers come from</legend>
${field('collections', 'Collections', named.join(', '), 'Separated by commas, and searched nowhere else then; empty searches those that no channel has for itself.', 'All that are open', html` list="collections"`)}
<datalist id="collections">${collections.map((name) => html`<option value="${name}"></option>`)}</datalist>
${field('models', 'Models', (models ?? []).join(', '), 'Asked in this order until one answers.', 'As on Connect')}
<label>How a model sounds <textarea name="persona" rows="3" maxlength="${optionLimits.persona}" placeholder="Such as: short, friendly, no jargon">${options.persona}</textarea></label>
</fieldset>
<fieldset class="card"><legend>People</legend>
${field('experts', 'Experts', options.experts, 'Whom members are told to ask where there is no answer. Nobody is notified.', contact === '' ? 'a colleague' : contact)}
${choice('outside', 'People outside the team', outside ? 'allow' : 'deny', [
  ['deny', 'Get no answer'],
  ['allow', 'Are answered from shareable collections'],
])}
<p class="muted hint">Guests, and people of other companies in shared channels. Which collections are shareable stands on the <a href="/documents/collections">Collections</a> page.</p>
${field('languages', 'Languages', options.languages.join(', '), 'Codes such as en, de, fr; questions in another one are told so. Empty answers every one.', 'Every language')}
</fieldset>
<fieldset class="card"><legend>Limits</legend>
<p class="muted">Within quiet hours, and over a limit, only the asker sees a short word.</p>
<div class="pair"><label>Quiet from <input name="quietFrom" type="time" value="${quiet?.from ?? ''}"></label>
<label>until <input name="quietTo" type="time" value="${quiet?.to ?? ''}"></label></div>
${field('quietZone', 'Time zone', quiet?.zone ?? '', 'By its name, such as Europe/Berlin.', 'UTC')}
<div class="pair">${perHour('perPerson', 'Questions of one person an hour', options.perPerson)}
${perHour('perChannel', 'Questions in the channel an hour', options.perChannel)}</div>
<p class="muted hint">0 is no limit.</p>
</fieldset>
<p><button>Save</button> <a class="button quiet" href="/channels">Back</a></p>
</form>`;
  return { title, area: 'connect', body };
}
