import { channelModes } from '../../core/defensive-ux/channel-modes.ts';
import { type Setting, setting } from './setting.ts';
import { contact, feedbackDays, linkDays, oneOf } from './value-checks.ts';

/** Settings of what happens in chats and of what members say of it; a part of the list in `config.ts`. */
export const conversationSettings = [
  setting(
    'DOCENT_ANSWERING',
    'switch',
    'on',
    'The switch for all chats: with off, whoever asks gets one short notice, and nothing is searched or sent to a model. on or off.',
    true,
  ),
  setting(
    'DOCENT_NEW_CHANNELS',
    'choice',
    'answer',
    'What happens in channels that nobody decided about: off, suggest (answers are kept for curators) or answer.',
    true,
    oneOf(...channelModes),
  ),
  setting(
    'DOCENT_FOLLOW_UPS',
    'switch',
    'off',
    'Follow-up questions in threads in which Docent took part are answered without a mention. It then receives all that is said in its channels: Slack needs the manifest anew, Discord the Message Content intent and a restart. on or off.',
    true,
  ),
  setting(
    'DOCENT_STREAMING',
    'switch',
    'on',
    'Answers of a model are shown in chats while they are written, sentence by sentence as the guards let them through. on or off.',
    true,
  ),
  setting(
    'DOCENT_DELETED_QUESTIONS',
    'choice',
    'remove',
    'What becomes of the reply when a member deletes their question: remove, or keep.',
    true,
    oneOf('remove', 'keep'),
  ),
  setting(
    'DOCENT_IMPLICIT_SIGNALS',
    'switch',
    'on',
    'Whether it is noted when members ask the same once more, turn to people or delete something after an answer. Members can say no for themselves. on or off.',
    true,
  ),
  setting(
    'DOCENT_FEEDBACK_DAYS',
    'number',
    '0',
    'Days after which votes, reasons and the like are deleted; 0 keeps them. At least 30, since votes are compared with the reactions that stand.',
    true,
    feedbackDays,
  ),
  setting(
    'DOCENT_CONTACT',
    'text',
    '',
    'Whom members are told to ask when Docent does not know: a channel, a team or a name, such as #help-desk. Nobody is notified.',
    true,
    contact,
  ),
  setting(
    'DOCENT_SOURCE_PAGES',
    'choice',
    'link',
    'Who may read the page of a passage that a chat links to where a source has no web address: link (whoever has the link), signed-in (users of the console) or off (no such links). Needs DOCENT_PUBLIC_URL.',
    true,
    oneOf('link', 'signed-in', 'off'),
  ),
  setting(
    'DOCENT_SOURCE_PAGE_DAYS',
    'number',
    '30',
    'Days for which such a link works, 1 to 365.',
    true,
    linkDays,
  ),
] satisfies readonly Setting[];
