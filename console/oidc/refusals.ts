/** Why somebody is not signed in, in words for them. */
export const refusals = {
  'not-begun':
    'This sign-in was begun in another browser, was used already, or took longer than ten minutes. Begin again.',
  declined: 'Your provider did not let you sign in, or you said no there.',
  unreachable: 'Your provider cannot be reached, or does not answer as it should. Try again in a while.',
  unproven:
    'What your provider sent could not be proven to be true. Begin again, and tell an admin if it stays so.',
  'no-group': 'None of your groups has access to this console. Ask an admin.',
  unverified:
    'Your provider does not say that your e-mail address is verified. Verify it there, or ask an admin.',
  'bad-name': 'Your provider gave no e-mail address that can be a name here. Ask an admin.',
  'name-taken': 'Somebody else has this e-mail address as a name here. Ask an admin.',
  disabled: 'Your access was taken away. Ask an admin.',
  'last-admin':
    'You are the last admin here, but your groups do not make you one. Make somebody else an admin first; you can still sign in with a link.',
} as const;

export type Refusal = keyof typeof refusals;
