import { html, type SafeHtml } from '@remix-run/html-template';
import type { ConnectorInfo, PlatformSetup, TokenCheck } from '../../core/ports/connectors.ts';
import type { SettingRow } from '../deps.ts';
import { badge, copyBox, csrfField, nothing, notice, time } from '../frame/parts.ts';
import { platformWords } from '../frame/words.ts';
import type { Session } from '../session/session.ts';
import { settingsForm } from './settings-form.ts';
import { type InstallsView, workspacesView } from './workspaces-view.ts';

/** What just happened to a platform: a check, or settings that were saved. */
export type Report = { title: string; lines: TokenCheck[] };

export type PlatformCard = {
  connector: ConnectorInfo;
  settings: SettingRow[];
  setup: PlatformSetup | null;
  installs: InstallsView | null;
};

export function reportView(report: Report | null): SafeHtml {
  if (report === null) return nothing;
  const good = report.lines.every((line) => line.ok);
  return notice(
    good ? 'good' : 'bad',
    html`<p><b>${report.title}</b></p>${
      report.lines.length === 0
        ? nothing
        : html`<ul>${report.lines.map(
            (line) =>
              html`<li>${line.ok ? 'OK: ' : 'Not OK: '}${line.message}${line.hint === '' ? nothing : html` <span class="muted">${line.hint}</span>`}</li>`,
          )}</ul>`
    }`,
  );
}

function manifestSteps(manifest: string): SafeHtml {
  return html`<details><summary>How to connect Slack</summary>
<ol class="steps-list">
  <li>Open <a href="https://api.slack.com/apps?new_app=1" rel="noopener noreferrer">Slack's app page</a>, choose <b>From a manifest</b> and your workspace.</li>
  <li>Paste this manifest, choose the <b>JSON</b> tab, and create the app.</li>
  <li><b>Install to workspace</b>, then copy the <b>Bot User OAuth Token</b> (begins with <code>xoxb-</code>) into <code>SLACK_BOT_TOKEN</code>.</li>
  <li>Under <b>Basic Information</b>, <b>App-Level Tokens</b>, generate one with <code>connections:write</code> (begins with <code>xapp-</code>) for <code>SLACK_APP_TOKEN</code>.
    Without it, use the <b>Signing Secret</b> and let Slack send events to <code>/slack/events</code> at your public address.</li>
  <li>Save, press <b>Check the tokens</b>, then invite the bot into a channel and mention it.</li>
</ol>
${copyBox('Slack app manifest', 'slack-manifest', manifest, 10)}
</details>`;
}

function words(title: string, list: string[]): SafeHtml {
  return list.length === 0 ? nothing : html`<div><dt>${title}</dt><dd>${list.join(', ')}</dd></div>`;
}

function inviteSteps(invite: Extract<PlatformSetup, { kind: 'invite' }>): SafeHtml {
  return html`<details><summary>How to connect Discord</summary>
<ol class="steps-list">
  <li>Open <a href="https://discord.com/developers/applications" rel="noopener noreferrer">Discord's developer page</a> and make a <b>New Application</b>.</li>
  <li>Under <b>Bot</b>, press <b>Reset Token</b> and copy it into <code>DISCORD_TOKEN</code>.</li>
  <li>Save, press <b>Check the tokens</b>, then open the invite link and choose your server.</li>
</ol>
<dl class="facts">
  ${words('Scopes', invite.scopes)}${words('Permissions', invite.permissions)}${words('Intents', invite.intents)}
</dl>
<p class="muted">${invite.hint}</p>
${invite.url === null ? nothing : html`${copyBox('Invite link', 'discord-invite', invite.url, 2)}<p><a class="button quiet" href="${invite.url}" rel="noopener noreferrer">Open the invite link</a></p>`}
</details>`;
}

function setupSteps(setup: PlatformSetup | null): SafeHtml {
  switch (setup?.kind) {
    case 'manifest':
      return manifestSteps(setup.json);
    case 'invite':
      return inviteSteps(setup);
    case undefined:
      return nothing;
  }
}

/** One platform: how it stands, its tokens, a check, and how to connect it. */
export function platformCard(card: PlatformCard, session: Session, report: Report | null = null): SafeHtml {
  const { connector, settings } = card;
  const { status } = connector;
  const missing = connector.missing.filter((name) => !status.message.includes(name));
  const path = `/connect/${encodeURIComponent(connector.id)}`;
  return html`<section id="${connector.id}" class="card stack" aria-labelledby="${connector.id}-title">
<div class="card-head"><h2 id="${connector.id}-title">${connector.name}</h2>${badge(platformWords[status.state])}</div>
<p>${status.message} <span class="muted">Since ${time(status.since)}.</span></p>
${missing.length === 0 ? nothing : html`<p class="muted">Still missing: ${missing.join(', ')}.</p>`}
${reportView(report)}
${settingsForm(session, connector.id, settings)}
<form class="action-row" method="post" action="${path}/check" hx-post="${path}/check" hx-target="closest section" hx-swap="outerHTML" hx-disable="find button">
  ${csrfField(session)}<button class="quiet">Check the tokens</button></form>
${workspacesView(session, connector, card.installs)}
${setupSteps(card.setup)}
</section>`;
}
