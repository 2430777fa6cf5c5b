/** What a notice says. Everything that follows from a notice hangs on this code, never on its words. */
export type NoticeCode =
  /** What is stored about the asker. */
  | 'data-shown'
  /** Whether their data should really be deleted. */
  | 'data-confirm'
  /** Their data is deleted; once this is delivered the asker's id and words go as well. */
  | 'data-deleted'
  /** What they do after an answer is noted, or no longer. */
  | 'watched'
  | 'unwatched'
  /** The switch for all chats is off. */
  | 'paused'
  | 'channel-off'
  | 'direct-off'
  /** It was asked while Docent was not there, and found too late. */
  | 'missed'
  /** Too many questions wait, the asker's own or everybody's. */
  | 'busy'
  /** Others than the team could read a reply, and no admin allowed that. */
  | 'outside'
  | 'help'
  /** Nothing may be searched where it was asked. */
  | 'nothing-here'
  /** Curators look at the answer first. */
  | 'suggested'
  /** Not now, not so many, not in this language: as the channel's admins decided. */
  | 'quiet'
  | 'limit'
  | 'other-language'
  /** An answer above, which people voted against, was put right. */
  | 'receipt'
  /** Answering broke. It counts as an answer that was not available. */
  | 'apology'
  /** The asker stopped the answer; with what had been shown of it. It can be tried again as an apology can. */
  | 'stopped'
  /** What came of asking to stop. */
  | 'stopping'
  /** Any other, from before notices had codes. */
  | 'other';

/** A notice with its words as they were when it was decided. */
export type Notice = { code: NoticeCode; text: string };

/** Notices that are between the bot and the asker, wherever they asked. */
export const privateNotices: readonly string[] = ['quiet', 'limit'] satisfies NoticeCode[];
