import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { messageOf } from '../../../core/errors.ts';
import type { PlatformHandlers } from '../../../core/ports/chat-platform.ts';
import { settingsPages } from '../../../core/ports/form.ts';
import { readJson } from '../../../core/text/read-json.ts';
import { platformId } from '../incoming/events.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import { type ModalView, thanksView } from '../text/reason-form.ts';
import { settingsCallback, settingsMetadata, settingsValues, settingsView } from '../text/settings-form.ts';

export type SettingsDeps = {
  handlers: Pick<PlatformHandlers, 'settingsForm' | 'onSettings'>;
  logger: Logger;
  /** Whether somebody looks after a channel: an admin of the workspace, or who made the channel. */
  mayDecide(channel: string, userId: string): Promise<boolean>;
  openForm(trigger: string, view: ModalView): Promise<boolean>;
};

const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({ private_metadata: z.string(), state: z.object({ values: z.unknown() }) }),
});

/** `/docent settings` and `/docent limits`: what a channel's admins decide about it, in a form. */
export function listenForSettings(app: App, deps: SettingsDeps): void {
  const { handlers, logger, mayDecide } = deps;

  app.command('/docent', async ({ ack, command, respond }) => {
    await ack();
    const { channel_id: channel, user_id: userId, trigger_id: trigger, text } = command;
    const say = (words: string) => respond({ response_type: 'ephemeral', text: escapeSlack(words) });
    const page = settingsPages.find((one) => one === text.trim().toLowerCase());
    if (page === undefined || handlers.settingsForm === undefined)
      return void (await say(wording.channelForm.usage));
    try {
      if (!(await mayDecide(channel, userId))) return void (await say(wording.channelForm.notYours));
      const form = await handlers.settingsForm({ platform: platformId, channel, userId }, page);
      if (!(await deps.openForm(trigger, settingsView(form, channel)))) await say(wording.channelForm.failed);
    } catch (error) {
      logger.error({ why: messageOf(error) }, 'the settings of a channel could not be shown');
      await say(wording.channelForm.failed);
    }
  });

  app.view(settingsCallback, async ({ ack, body }) => {
    const sent = submission.safeParse(body).data;
    const read = sent === undefined ? undefined : readJson(sent.view.private_metadata);
    const about = read?.kind === 'read' ? settingsMetadata.safeParse(read.value).data : undefined;
    if (sent === undefined || about === undefined || handlers.onSettings === undefined) return ack();
    const show = (words: string) => ack({ response_action: 'update', view: thanksView(words) });
    const place = { platform: platformId, channel: about.channel, userId: sent.user.id };
    try {
      // Who sends a form may not be who opened it, and may have lost the right since.
      if (!(await mayDecide(place.channel, place.userId))) return show(wording.channelForm.notYours);
      const { words, wrong } = await handlers.onSettings(place, settingsValues(sent.view.state.values));
      if (wrong === undefined) return show(words);
      await ack({ response_action: 'errors', errors: { [wrong.field]: wrong.words } });
    } catch (error) {
      logger.error({ why: messageOf(error) }, 'the settings of a channel could not be saved');
      await show(wording.channelForm.failed);
    }
  });
}
