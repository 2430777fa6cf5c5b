import { fileURLToPath } from 'node:url';
import { getDocumentProxy } from 'unpdf';

/** An open PDF; `loadingTask.destroy()` lets go of it. */
export type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
/** One of its pages. */
export type PdfPage = Awaited<ReturnType<Pdf['getPage']>>;

const errorsOnly = 0;

/** Opens a PDF. Pictures are passed over: they cost most of the time and hold no letters. */
export function openPdf(bytes: Buffer): Promise<Pdf> {
  return getDocumentProxy(new Uint8Array(bytes), {
    verbosity: errorsOnly,
    maxImageSize: 1,
    // Chinese, Japanese and Korean fonts that lie outside the file need their tables of characters.
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    useWorkerFetch: false,
  });
}

function folder(name: string): string {
  return fileURLToPath(new URL(`./${name}/`, import.meta.resolve('pdfjs-data/package.json')));
}
