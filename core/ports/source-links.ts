/** Links to read-only pages of single passages, for people who have no account in the console. */
export type SourceLinks = {
  /**
   * The address of a passage's page, good for some days from that moment (ISO 8601); null where such pages are off or the
   * console has no address that others can reach. The same for the same passage and moment.
   */
  linkTo(passageId: string, from: string): string | null;
  /** The passage that a link's token is for; `expired` for one that was good once, null for one that never was. */
  read(token: string): { passageId: string; until: string } | 'expired' | null;
  /** Who may read them. */
  readers(): 'link' | 'signed-in' | 'off';
};
