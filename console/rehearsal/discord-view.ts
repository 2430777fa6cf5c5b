import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import type { SentReply } from '../../core/ports/rehearsal.ts';
import { nothing } from '../frame/parts.ts';
import { discordMarkup } from './discord-markup.ts';
import { pressButton, pressForm, reactions, type Under } from './press-buttons.ts';

const button = z.object({ custom_id: z.string().default(''), label: z.string().default('') });
const message = z.object({
  content: z.string(),
  components: z.array(z.object({ components: z.array(button) })).default([]),
});

/** The messages of a reply from the content and components that Discord would be sent. */
export function discordMessages({ messages, acts }: SentReply, under: Under): SafeHtml {
  return html`${messages.map(({ payload, thumbs }) => {
    const { content, components } = message.parse(payload);
    const rows = components.map((row) =>
      pressForm(
        under,
        'Buttons',
        html`${row.components.map(({ custom_id: id, label }) => pressButton(acts[id], label, isStanding(acts[id], under)))}`,
      ),
    );
    return html`<div class="said-body">${discordMarkup(content)}</div>${rows}${thumbs ? reactions(under) : nothing}`;
  })}`;
}

const isStanding = (act: SentReply['acts'][string] | undefined, { exchange }: Under): boolean =>
  (act === 'good' && exchange.thumb === 1) || (act === 'bad' && exchange.thumb === -1);
