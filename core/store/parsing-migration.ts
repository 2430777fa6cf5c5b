/** Which passages were recognized in a picture, the charset chosen for an upload that waits, and what the pages of a site repeat. */
export const parsingMigration = {
  name: '0023-parsing',
  statements: [
    'ALTER TABLE passages ADD COLUMN scan INTEGER',
    'ALTER TABLE documents ADD COLUMN pending_charset TEXT',
    'ALTER TABLE sources ADD COLUMN repeated TEXT',
  ],
} as const;
