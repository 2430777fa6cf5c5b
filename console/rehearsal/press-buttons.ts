import { html, type SafeHtml } from '@remix-run/html-template';
import type { PlatformId } from '../../core/ports/platforms.ts';
import type { RehearsedAct } from '../../core/ports/rehearsal.ts';
import { csrfField, nothing, thumb } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';
import type { Exchange } from './rehearsed.ts';

/** Where buttons stand: under which reply, on which platform. */
export type Under = { session: Session; platform: PlatformId; exchange: Exchange };

/** One form around the buttons under a message: each sends what it does. */
export function pressForm(
  { session, platform, exchange }: Under,
  label: string,
  buttons: SafeHtml,
): SafeHtml {
  return html`<form class="said-buttons" method="post" action="/rehearsal/press" aria-label="${label}">${csrfField(session)}
<input type="hidden" name="exchange" value="${exchange.id}"><input type="hidden" name="platform" value="${platform}">
${buttons}</form>`;
}

export function pressButton(act: RehearsedAct | undefined, label: string, isPressed = false): SafeHtml {
  if (act === undefined) return html`<button type="button" class="said-button" disabled>${label}</button>`;
  return html`<button class="said-button" name="act" value="${act}"${isPressed ? html` aria-pressed="true"` : nothing}>${label}</button>`;
}

/** The thumbs that the bot puts under its answer: one each, and one more from whoever tries it. */
export function reactions(under: Under): SafeHtml {
  const { exchange } = under;
  const one = (act: 'good' | 'bad', polarity: 1 | -1) => {
    const isOwn = exchange.thumb === polarity;
    const label = `${polarity === 1 ? 'Thumbs up' : 'Thumbs down'}, ${isOwn ? 2 : 1}`;
    return html`<button class="said-reaction" name="act" value="${act}" aria-pressed="${isOwn ? 'true' : 'false'}" aria-label="${label}">${thumb(polarity === 1 ? 'up' : 'down')} ${isOwn ? 2 : 1}</button>`;
  };
  return pressForm(under, 'Reactions', html`${one('good', 1)}${one('bad', -1)}`);
}
