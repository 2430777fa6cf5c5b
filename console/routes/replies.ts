import type { SafeHtml } from '@remix-run/html-template';

export type Area =
  | 'playground'
  | 'documents'
  | 'sources'
  | 'answers'
  | 'cache'
  | 'guards'
  | 'batches'
  | 'tuning'
  | 'connect'
  | 'users';

/** A whole page, without the frame that is the same around all of them. `status` is 200 unless it says otherwise. */
export type Page = { title: string; area: Area | null; body: SafeHtml; status?: number };

/** A piece of a page, for htmx. */
export type Fragment = { fragment: SafeHtml; status?: number };

/** There is no such thing; `text` says so in words. */
export type Missing = { instead: 'missing'; text: string };

/** The answer is at another address: of the console, or of a platform that an admin is sent to. */
export type Redirect = { instead: 'redirect'; to: string };

/** What a route may answer where it has nothing to show. */
export type Instead = Missing | Redirect;

/** A file to keep. `name` holds letters, digits, dots and hyphens only. */
export type Download = { download: Buffer; name: string; type: string };

/** What came of a form. */
export type Reply = Page | Fragment | Download | Instead;

export const missing = (text: string): Missing => ({ instead: 'missing', text });

export const redirect = (to: string): Redirect => ({ instead: 'redirect', to });

/** True for `Missing` and `Redirect`; what is left is what was asked for. */
export function isInstead<Found>(found: Found | Instead): found is Instead {
  return typeof found === 'object' && found !== null && 'instead' in found;
}
