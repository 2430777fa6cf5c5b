import { consoleTests, type SecurityRow } from './row.ts';

const access = consoleTests('access');
const signIn = consoleTests('sign-in');
const pages = consoleTests('pages');
const admin = consoleTests('admin');
const sessions = consoleTests('sessions');
const tokens = consoleTests('tokens');
const forged = consoleTests('oidc/forged-sign-ins');
const groups = consoleTests('oidc/groups');
const noPasswords = 'there are no passwords: people sign in with links that work once';

/** Sign-in, sessions, requests from elsewhere, headers, rights. */
export const consoleRows: readonly SecurityRow[] = [
  {
    id: 'T-L1',
    attack: 'guessing sign-ins',
    seenBy: [
      [signIn, 'makes somebody wait who tries link after link'],
      [sessions, 'does not keep somebody out who has a link that works'],
    ],
  },
  { id: 'T-L2', attack: 'a flood of sign-ins that starves the rest', notApplicable: noPasswords },
  { id: 'T-L3', attack: 'telling known users from unknown ones', notApplicable: noPasswords },
  { id: 'T-L4', attack: 'weak password hashes', notApplicable: noPasswords },
  { id: 'T-L5', attack: 'weak or cut passwords', notApplicable: noPasswords },
  {
    id: 'T-L6',
    attack: 'a disabled user who goes on',
    seenBy: [
      [admin, 'ends the sessions and links of a user who is disabled'],
      [sessions, 'end a page that listens, within a second or two'],
      [tokens, 'lets nobody in once it is revoked, has run out, or belongs to somebody who is disabled'],
    ],
  },
  {
    id: 'T-L7',
    attack: 'a second use of a setup link',
    seenBy: [
      [signIn, 'burns a link at its first use'],
      [signIn, 'lets a link die after an hour'],
    ],
  },
  {
    id: 'T-L8',
    attack: 'forged sign-ins of another provider (OIDC)',
    seenBy: [
      [forged, 'is refused without the state of this browser'],
      [forged, 'is refused with the nonce of another try'],
      [forged, 'is refused with a token of another issuer'],
      [forged, 'is refused with a token for another program'],
      [forged, 'is refused with a token that has run out'],
      [forged, 'is refused with a token that nobody signed'],
      [forged, 'is refused with a code that was used before'],
      [groups, 'are refused with an address that is not verified'],
      [groups, 'have no access without a group that has a role'],
    ],
  },
  {
    id: 'T-N1',
    attack: 'guessed, stolen or fixed sessions',
    seenBy: [
      [signIn, 'stores neither tokens of links nor of sessions'],
      [signIn, 'gives a new session at each sign-in and ends the one before'],
    ],
  },
  {
    id: 'T-N2',
    attack: 'cookies that scripts or other sites use',
    seenBy: [
      [signIn, 'gives a cookie that scripts cannot read and other sites cannot use'],
      [signIn, 'binds the cookie to this host and to https'],
    ],
  },
  {
    id: 'T-N3',
    attack: 'sessions that live on',
    seenBy: [
      [signIn, 'ends a session after twelve idle hours and not before'],
      [signIn, 'ends a session after thirty days of use'],
      [sessions, 'are those of the settings'],
    ],
  },
  {
    id: 'T-N4',
    attack: 'going back to pages after signing out',
    seenBy: [
      [signIn, 'signs out on the server, not only in the browser'],
      [pages, 'is stored by no cache when it is a page'],
    ],
  },
  {
    id: 'T-N5',
    attack: 'sessions elsewhere that nobody can end',
    seenBy: [
      [sessions, 'are listed to their user, who can end the others and keep this one'],
      [sessions, 'of others are seen and ended by admins alone'],
    ],
  },
  { id: 'T-N6', attack: 'damaged cookies', seenBy: [[signIn, 'treats damaged cookies as none']] },
  {
    id: 'T-X1',
    attack: 'changes sent from another site',
    seenBy: [
      [access, 'refuses every change that comes from another site'],
      [access, 'refuses every change without the session token of the form'],
    ],
  },
  {
    id: 'T-X2',
    attack: 'changes by reading a page',
    seenBy: [[access, 'changes nothing when pages are read']],
  },
  {
    id: 'T-X3',
    attack: 'being signed in by another site',
    seenBy: [[signIn, 'refuses to be signed in from another site']],
  },
  {
    id: 'T-X4',
    attack: 'another method in a header or field',
    seenBy: [[consoleTests('request-headers'), 'takes no other method from a header or a field']],
  },
  {
    id: 'T-H1',
    attack: 'pages without protecting headers',
    seenBy: [[pages, 'carries the headers that keep scripts, frames and sniffers out']],
  },
  { id: 'T-H2', attack: 'inline scripts', seenBy: [[pages, 'has no inline script, style or handler']] },
  {
    id: 'T-H3',
    attack: 'pages of other origins that read replies',
    seenBy: [[consoleTests('request-headers'), 'lets no other origin read a reply']],
  },
  {
    id: 'T-H4',
    attack: 'a foreign name for this machine (DNS rebinding)',
    seenBy: [[access, 'serves nothing else under a foreign host name']],
  },
  {
    id: 'T-H5',
    attack: 'forged forwarding headers',
    // Each try claims to come from another address.
    seenBy: [
      [signIn, 'makes somebody wait who tries link after link'],
      [sessions, 'is told from that of others where a trusted proxy says who asks'],
    ],
  },
  {
    id: 'T-A1',
    attack: 'an address that forgot to ask for rights',
    seenBy: [
      [access, 'sends a guest from every page to the sign-in page'],
      [access, 'has no address outside the table but those for events of platforms and for agents'],
      [access, 'keeps curators out of Connect and Users'],
    ],
  },
  {
    id: 'T-A2',
    attack: 'ids of another team',
    notApplicable: 'a Docent serves one team, and its curators see all documents',
  },
  {
    id: 'T-A3',
    attack: 'other spellings of an address',
    seenBy: [[access, 'lets no other spelling of an address past the sign-in']],
  },
  {
    id: 'T-A4',
    attack: 'headers that claim a user',
    seenBy: [[access, 'believes no header that claims a user or another address']],
  },
  {
    id: 'T-A5',
    attack: 'fields that a form does not show',
    seenBy: [
      [admin, 'sets only what the form shows'],
      [consoleTests('sources'), 'refuses fields that it does not show'],
    ],
  },
  {
    id: 'T-A6',
    attack: 'losing the last admin',
    seenBy: [[admin, 'never loses its last admin']],
  },
];
