import { html, type SafeHtml } from '@remix-run/html-template';
import { type PlatformId, platformIds, platforms } from '../../core/ports/platforms.ts';
import type { SentReply } from '../../core/ports/rehearsal.ts';
import { csrfField, emptyState, nothing } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { discordMessages } from './discord-view.ts';
import type { Under } from './press-buttons.ts';
import type { Exchange } from './rehearsed.ts';
import { slackMessages } from './slack-view.ts';

export type RehearsalView = { exchanges: readonly Exchange[]; limit: number };

/** How messages of a platform are shown; one without is shown as it would be sent. */
const views: Partial<Record<PlatformId, (reply: SentReply, under: Under) => SafeHtml>> = {
  slack: slackMessages,
  discord: discordMessages,
};

/** One conversation as each chat would show it, before any app exists. */
export function rehearsalPage({ exchanges, limit }: RehearsalView, session: Session): Page {
  const shown = platformIds.filter((id) => exchanges.some(({ reply }) => reply.sent[id] !== undefined));
  const body = html`<div class="page-head"><div><h1>Rehearsal</h1>
<p class="lead">Ask as a member would, and see the reply as your chat will show it. Nothing is sent to a chat, and thumbs here do not count.</p></div>
<span class="action-row"><a class="button quiet" href="/connect">Connect</a></span></div>
${exchanges.length === 0 ? emptyState('Nothing was asked yet', 'Ask something that your documents answer.') : html`<div class="chats">${shown.map((id) => chat(id, exchanges, session))}</div>`}
${askForm(session, exchanges.length > 0, limit)}`;
  return { title: 'Rehearsal', area: 'connect', body };
}

function askForm(session: Session, isThread: boolean, limit: number): SafeHtml {
  const label = isThread ? 'Your reply in the thread' : 'Your question';
  return html`<section class="card stack" id="ask">
<form class="stack" method="post" action="/rehearsal/ask">${csrfField(session)}
<label for="rehearsed">${label}</label>
<textarea id="rehearsed" name="text" rows="2" maxlength="${limit}" placeholder="${isThread ? 'And for contractors?' : 'How many days of leave do I have?'}"></textarea>
<div class="action-row"><button>${isThread ? 'Reply' : 'Ask'}</button>${isThread ? html`<button class="quiet" formaction="/rehearsal/clear">Begin anew</button>` : nothing}</div></form>
</section>`;
}

function chat(platform: PlatformId, exchanges: readonly Exchange[], session: Session): SafeHtml {
  const [first, ...others] = exchanges;
  if (first === undefined) return nothing;
  const { name } = platforms[platform];
  const replies = exchanges.length + others.length;
  return html`<section class="chat ${platform}" aria-labelledby="${platform}-chat">
<h2 id="${platform}-chat">${name} <span class="chat-place"># rehearsal</span></h2>
${own(session, first.question)}
<div class="chat-thread"><p class="chat-count">${replies === 1 ? '1 reply' : `${replies} replies`}</p>
${replied(first, platform, session)}
${others.map((one) => html`${own(session, one.question)}${replied(one, platform, session)}`)}
</div></section>`;
}

function own({ user }: Session, question: string): SafeHtml {
  const words =
    question === ''
      ? html`<span class="said-call">@Docent</span>`
      : html`<span class="said-call">@Docent</span> ${question}`;
  return html`<article class="said" aria-label="Question"><span class="avatar" aria-hidden="true">${user.name.slice(0, 1).toUpperCase()}</span>
<div class="said-words"><p class="said-who"><b>${user.name}</b></p><div class="said-body"><span class="said-lines">${words}</span></div></div></article>`;
}

function replied(exchange: Exchange, platform: PlatformId, session: Session): SafeHtml {
  const sent = exchange.reply.sent[platform];
  if (sent === undefined) return nothing;
  const { told } = exchange;
  const under = { session, platform, exchange };
  const words = exchange.isDeleted
    ? html`<p class="said-private">The reply was deleted.</p>`
    : html`${views[platform]?.(sent, under) ?? nothing}
${told?.platform === platform ? html`<div class="said-private" role="status"><p>Only you can see this</p><p class="said-lines">${told.text}</p></div>` : nothing}
<details class="said-payload"><summary>As it is sent</summary><pre class="said-code" tabindex="0">${JSON.stringify(
        sent.messages.map(({ payload }) => payload),
        null,
        2,
      )}</pre></details>`;
  return html`<article class="said" id="${platform}-${exchange.id}" aria-label="Reply of Docent"><span class="avatar bot" aria-hidden="true">D</span>
<div class="said-words"><p class="said-who"><b>Docent</b> <span class="said-app">APP</span></p>${words}</div></article>`;
}
