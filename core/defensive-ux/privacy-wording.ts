/** What members may ask about themselves. */
export const privacyWording = {
  nothing: 'I have stored nothing about you.',
  stored:
    'About you I have stored: {messages} of your messages to me, your name in a scrambled form on {answers} of the answers you got, and {votes} of your votes and other signs of what you thought of answers. Say “delete my data” to have that deleted, or “do not note what I do” so that what you do after an answer is not noted from now on.',
  confirm:
    'I can delete your messages to me, your votes, and the link between you and the answers you got. The questions and answers themselves stay, without your name. This cannot be undone. Say “delete my data now” and I will do it at once.',
  deleted:
    'Done: your messages to me, your votes, and the link between you and your answers are deleted. What stands in this chat you can delete yourself.',
} as const;
