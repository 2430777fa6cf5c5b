/** What a channel's admins read who decide about it in the chat: a part of `wording.ts`. Titles fit into 24 characters. */
export const channelFormWording = {
  title: 'Settings of the channel',
  limitsTitle: 'Limits of the channel',
  fields: {
    mode: 'What I do here',
    style: 'What I show',
    thumbs: 'Thumbs under answers',
    experts: 'Whom to ask when I do not know',
    quiet: 'Quiet hours and their time zone',
    followUps: 'What was said before in a thread',
    unnamed: 'In my threads, without a mention',
    languages: 'Languages that I answer (codes)',
    perPerson: 'Questions of one person an hour',
    perChannel: 'Questions of all an hour',
  },
  modes: { off: 'Nothing', suggest: 'Show answers to curators first', answer: 'Answer' },
  styles: { full: 'The answer with its sources', links: 'Only the sources' },
  followUps: { remember: 'I take it into account', alone: 'Each question stands alone' },
  unnamed: {
    nothing: 'I answer nothing',
    'after-its-own': 'I answer what follows my reply',
    'among-people': 'I answer what is meant for me',
  },
  thumbs: { on: 'Shown', off: 'Not shown' },
  save: 'Save',
  cancel: 'Cancel',
  saved: 'Saved. It holds from the next question on.',
  notYours:
    'Only people who look after this channel can change its settings: admins, and in Slack also whoever made the channel.',
  usage:
    'Write “/docent settings” in a channel to decide what I do there, or “/docent limits” for follow-ups, languages and how much I answer.',
  failed: 'I could not do that right now. Please try again in a moment.',
  wrongExperts: 'Write one line, without < or > and without @channel, @here or @everyone.',
  wrongLanguages: 'Write codes of languages, such as: en, de. Empty stands for all.',
  wrongLimit: 'Write a number up to 1000. Empty or 0 stands for as many as they like.',
  wrongQuiet: 'Write two times and a time zone, such as 22:00-07:00 Europe/Berlin.',
} as const;
