import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import type { SentReply } from '../../core/ports/rehearsal.ts';
import { nothing } from '../frame/parts.ts';
import { pressButton, pressForm, reactions, type Under } from './press-buttons.ts';
import { slackMarkup } from './slack-markup.ts';

const text = z.object({ text: z.string() });
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('section'), text }),
  z.object({ type: z.literal('context'), elements: z.array(text) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.object({ action_id: z.string(), text })) }),
  z.object({
    type: z.literal('context_actions'),
    elements: z.array(z.object({ positive_button: z.object({ text }), negative_button: z.object({ text }) })),
  }),
]);
const message = z.object({ text: z.string(), blocks: z.array(z.unknown()).default([]) });

/** The messages of a reply from the blocks that Slack would be sent; a block that is not known here is named. */
export function slackMessages({ messages, acts }: SentReply, under: Under): SafeHtml {
  return html`${messages.map(({ payload, thumbs }) => {
    const { text: words, blocks } = message.parse(payload);
    const shown =
      blocks.length === 0 ? slackMarkup(words) : html`${blocks.map((one) => blockView(one, acts, under))}`;
    return html`<div class="said-body">${shown}</div>${thumbs ? reactions(under) : nothing}`;
  })}`;
}

function blockView(given: unknown, acts: SentReply['acts'], under: Under): SafeHtml {
  const parsed = block.safeParse(given);
  if (!parsed.success) return html`<pre class="said-code">${JSON.stringify(given)}</pre>`;
  const one = parsed.data;
  switch (one.type) {
    case 'section':
      return html`<div class="said-section">${slackMarkup(one.text.text)}</div>`;
    case 'context':
      return html`<div class="said-context">${one.elements.map((element) => slackMarkup(element.text))}</div>`;
    case 'actions':
      return pressForm(
        under,
        'Buttons',
        html`${one.elements.map((button) => pressButton(acts[button.action_id], button.text.text))}`,
      );
    case 'context_actions':
      return pressForm(
        under,
        'Votes',
        html`${one.elements.map(
          (buttons) =>
            html`${pressButton('good', buttons.positive_button.text.text, under.exchange.thumb === 1)}${pressButton('bad', buttons.negative_button.text.text, under.exchange.thumb === -1)}`,
        )}`,
      );
  }
}
