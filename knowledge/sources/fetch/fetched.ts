/** What a server said about a version of a page; sent back to be told whether there is a newer one. */
export type Validators = { etag: string | null; lastModified: string | null };

export type FetchedPage = Validators & {
  kind: 'ok';
  /** Where the redirects ended. */
  url: string;
  /** Lower case, without parameters; '' when the server named none. */
  mediaType: string;
  charset: string | null;
  /** All `X-Robots-Tag` headers. */
  robotsTag: string;
  body: Buffer;
};

/** How a fetch ended. `refused` is our own rule, `failed` is the network, the server or a limit. */
export type Fetched =
  | FetchedPage
  | { kind: 'not-modified'; url: string }
  | { kind: 'gone'; url: string; status: number }
  /** A redirect leads where the caller does not want to go; it was not followed. */
  | { kind: 'outside'; url: string }
  /** The caller does not want this type; the body was not read. */
  | { kind: 'unwanted'; url: string; mediaType: string }
  | { kind: 'refused'; url: string; reason: string }
  | {
      kind: 'failed';
      url: string;
      reason: string;
      status: number | null;
      /** True when the same request may succeed later. */
      again: boolean;
      retryAfterMs: number | null;
    };
