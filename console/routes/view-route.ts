import type { SafeHtml } from '@remix-run/html-template';
import type { Request } from 'express';
import { type Session, type SessionUser, sessionId } from '../session/session.ts';
import { type Fragment, type Instead, isInstead, type Page } from './replies.ts';

/** All that reading needs of a request. Neither token nor cookie is in it, so that no view can hold one. */
export type Asked = {
  user: SessionUser;
  /** Names the session, as lists of sessions do. */
  sessionId: string;
  /** A named parameter of the path; '' when the path has none of that name. */
  param(name: string): string;
  /** A query parameter given once, trimmed; '' otherwise. */
  query(name: string): string;
};

/** What JSON carries and gives back as it was; a date, a map, a function or finished HTML becomes `never`. */
type Plain<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends (...given: never[]) => unknown
      ? never
      : { [Key in keyof Value]: Plain<Value[Key]> };

type OnlyPlain<View> =
  View extends Plain<View> ? unknown : { load: 'the view holds something that JSON cannot carry' };

type Place = {
  path: string;
  access: 'curator' | 'admin';
  /** Polled by the page: does not keep an idle session alive. */
  background?: boolean;
};

type Loads<View> = Place & {
  /** Reads what is shown, and nothing else: plain data, no HTML, nothing changed. */
  load(asked: Asked): Promise<View | Instead>;
};

type PageOf<View> = Loads<View> & { page(view: View, session: Session): Page };

type FragmentOf<View> = Loads<View> & {
  trigger?: string;
  /** null where nothing has changed: the piece stays as it is. */
  fragment(view: View, session: Session): SafeHtml | null;
};

/** What was read, with how to show it; null = a fragment that has nothing new to show. */
export type Opened = { view: unknown; show(session: Session): Page | Fragment | null };

/** A page or fragment whose kind of view only its own functions know. */
export type ViewRoute = Place & {
  method: 'get';
  /** Event that the page is told of when the fragment comes. */
  trigger?: string;
  open(asked: Asked): Promise<Opened | Instead>;
};

/** A page: `load` reads a view, `page` makes HTML of it. As JSON the view is sent as it is. */
export function pageRoute<View>(route: PageOf<View> & OnlyPlain<View>): ViewRoute {
  const { load, page, ...place }: PageOf<View> = route;
  return {
    ...place,
    method: 'get',
    async open(asked) {
      const view = await load(asked);
      return isInstead(view) ? view : { view, show: (session) => page(view, session) };
    },
  };
}

/** A piece of a page that fetches itself anew. */
export function fragmentRoute<View>(route: FragmentOf<View> & OnlyPlain<View>): ViewRoute {
  const { load, fragment, ...place }: FragmentOf<View> = route;
  return {
    ...place,
    method: 'get',
    async open(asked) {
      const view = await load(asked);
      if (isInstead(view)) return view;
      const show = (session: Session): Fragment | null => {
        const made = fragment(view, session);
        return made === null ? null : { fragment: made };
      };
      return { view, show };
    },
  };
}

/** What a request asks for, in the name of a signed-in user. */
export function askedOf(req: Request, { user, tokenHash }: Session): Asked {
  return {
    user,
    sessionId: sessionId(tokenHash),
    param(name) {
      const value = req.params[name];
      return typeof value === 'string' ? value : '';
    },
    query(name) {
      const value = req.query[name];
      return typeof value === 'string' ? value.trim() : '';
    },
  };
}
