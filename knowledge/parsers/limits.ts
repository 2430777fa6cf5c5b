const MB = 1024 * 1024;

/** Every bound on what a file may cost, in one place. A file past one of them is refused by name, never cut. */
export const parserLimits = {
  /** Default for an upload; `maxFileBytes` of the pool changes it, up to `hardFileBytes`. */
  fileBytes: 25 * MB,
  hardFileBytes: 100 * MB,
  /** A `.jsonl` corpus is read as a stream, so its size costs time, not memory. */
  corpusFileBytes: 200 * MB,
  /** One line of a corpus, in bytes. */
  corpusLineBytes: 8 * MB,
  /** Text of one document, in characters: before parsing for text formats, after it for the others. */
  textChars: 5_000_000,
  /** Longer lines are wrapped at a space before a parser sees them. */
  lineChars: 100_000,
  /** Levels of lists, quotes, objects and arrays. */
  nesting: 200,
  /** Open tags of an HTML page; pages leave hundreds unclosed without being nested. */
  htmlDepth: 5_000,
  /** Rows and columns of one sheet that are read. */
  tableColumns: 1_000,
  /** Cells of a grid in which spanning cells are repeated, and the longest text that is. */
  table: { cells: 2_000_000, repeatedChars: 300, merges: 10_000, mergedRows: 10_000 },
  pdfPages: 5_000,
  mailParts: 100,
  /** Text recognition, where it is on. */
  scans: {
    /** Pages of one file that are read so; further ones count as pages without text. */
    pages: 40,
    /** Pages with text whose pictures are looked for; opening them takes time. */
    lookedAt: 150,
    /** Pixels of a picture that is opened at all, and to how many it is made smaller before it is read: A4 at 220 dpi. */
    filePixels: 24_000_000,
    /** Of a picture that a PDF holds, which pdf.js decodes with less memory: A4 at 600 dpi. */
    pdfPixels: 36_000_000,
    readPixels: 5_000_000,
    /** A page with less text than this and a picture over it is a scan with a stamp or a page number. Characters. */
    stampChars: 60,
    /** Smaller pictures inside documents are icons and lines. Pixels. */
    leastPicture: { width: 120, height: 40 },
    /** Of one picture file inside a package, and of all that are opened. */
    pictureBytes: 20 * MB,
    picturesBytes: 100 * MB,
  },
  zip: {
    entries: 10_000,
    /** Inflated : packed, of one entry past `ratioFloorBytes` and of the whole. */
    ratio: 100,
    ratioFloorBytes: MB,
    totalBytes: 200 * MB,
  },
  /** Blocks are kept near the size of a passage, so that their lines and pages are exact. Characters. */
  block: {
    list: 1_200,
    table: 1_200,
    text: 8_000,
    /** A row of a table is one line up to this; one whose cells are all short (`plainCell`) up to the second figure. */
    rowOnOneLine: 200,
    plainRowOnOneLine: 600,
    plainCell: 80,
    /** What names a row before each of its long cells, and a label before its value. */
    leadChars: 60,
    /** A line of so many characters may be taken for one that goes on in the next: an empty line keeps pairs apart. */
    wrappedChars: 40,
    labelChars: 60,
  },
  child: {
    timeoutMs: 30_000,
    /** Each page that is read from a scan gives the file that time anew, up to this in all. */
    longestMs: 240_000,
    /** V8's heap; past it the child ends itself. */
    heapMb: 384,
    /** Each half of its part for short-lived objects. V8's own 16 take 75 MB more and read no file faster. */
    youngHeapMb: 2,
    /** Resident memory, heap and buffers together; past it the child is killed. */
    residentMb: 512,
    /** A child that grew past this is replaced before its next file. */
    recycleMb: 320,
    watchEveryMs: 100,
    /** Small text files sent to a child ahead of the one that it works on. */
    ahead: 8,
    /** Characters of text that one message carries back: keeps the receiver's event loop free. */
    messageChars: 256 * 1024,
  },
};

/** The bounds on a child process: the part of the table that a pool may be given otherwise. */
export type ChildLimits = typeof parserLimits.child;
