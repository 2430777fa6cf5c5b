import { createBlockBuilder } from '../block-builder.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { squeeze } from './text-tidy.ts';

type Cue = { start: number; end: number; speaker: string; text: string; startLine: number; endLine: number };

const timing =
  /^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/;
const named = /^(?:-\s*)?([\p{Lu}][\p{L}\p{M}.'’-]*(?: [\p{L}\p{N}.'’-]+){0,3}):\s+(?=\S)/u;
/** A pause, in seconds, or a length, in characters, after which a new paragraph may begin. */
const paragraph = { pause: 4, chars: 500, most: 1_200 };

/** Subtitles and transcripts (WebVTT, SubRip): cues joined into paragraphs, each with its time and, where told, its speaker. */
export function parseSubtitles(source: string): ParsedDocument | Rejected {
  const cues = cuesOf(source);
  if (cues.length === 0)
    return rejected(
      'damaged',
      'The file has no cues with times (00:00:01.000 --> 00:00:04.000). Export it again.',
    );
  const builder = createBlockBuilder();
  let open: Cue[] = [];
  const flush = (): void => {
    const [first] = open;
    const last = open.at(-1);
    if (first === undefined || last === undefined) return;
    const who = first.speaker === '' ? '' : ` ${first.speaker}:`;
    const words = open.map((cue) => cue.text).join(' ');
    builder.paragraph(`[${clock(first.start)}]${who} ${words}`, {
      startLine: first.startLine,
      endLine: last.endLine,
    });
    open = [];
  };
  for (const cue of cues) {
    const last = open.at(-1);
    if (last !== undefined) {
      const chars = open.reduce((sum, each) => sum + each.text.length + 1, 0);
      const ended = /[.!?…。！？]["'”’)]*$/u.test(last.text);
      const isApart = cue.start - last.end >= paragraph.pause || (ended && chars >= paragraph.chars);
      if ((cue.speaker !== '' && cue.speaker !== last.speaker) || isApart || chars >= paragraph.most) flush();
      // Captions that roll show the line before again.
      else if (last.text === cue.text) continue;
    }
    open.push({ ...cue, speaker: cue.speaker === '' ? (open.at(-1)?.speaker ?? '') : cue.speaker });
  }
  flush();
  return { title: titleOf(source), externalId: null, blocks: builder.finish() };
}

function cuesOf(source: string): Cue[] {
  const cues: Cue[] = [];
  const lines = source.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const match = timing.exec(lines[at] ?? '');
    if (match === null) continue;
    const first = at;
    const words: string[] = [];
    // A cue ends at an empty line; some programs leave it out, and the next cue's number and time follow at once.
    while (
      at + 1 < lines.length &&
      (lines[at + 1] ?? '').trim() !== '' &&
      !timing.test(lines[at + 1] ?? '')
    ) {
      if (/^\s*\d+\s*$/.test(lines[at + 1] ?? '') && timing.test(lines[at + 2] ?? '')) break;
      at += 1;
      words.push(lines[at] ?? '');
    }
    const seconds = (from: number): number =>
      Number(match[from] ?? 0) * 3600 +
      Number(match[from + 1]) * 60 +
      Number(match[from + 2]) +
      Number(`0.${match[from + 3]}`);
    for (const { speaker, text } of spoken(words))
      cues.push({ start: seconds(1), end: seconds(5), speaker, text, startLine: first + 1, endLine: at + 1 });
  }
  return cues;
}

/** What each speaker says in a cue: by `<v Name>`, or by `Name:` at the start of a line. */
function spoken(lines: readonly string[]): { speaker: string; text: string }[] {
  const parts: { speaker: string; text: string }[] = [];
  for (const line of lines) {
    const voice = /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(line)?.[1]?.trim();
    // A dash before a line says that somebody else speaks.
    const plain = squeeze(decode(line.replace(/<[^<>]*>|\{\\[^{}]*\}/g, ''))).replace(/^[-–] ?(?=\S)/, '');
    const name = voice ?? named.exec(plain)?.[1];
    const text = voice === undefined && name !== undefined ? plain.replace(named, '') : plain;
    if (text === '') continue;
    const last = parts.at(-1);
    if (last !== undefined && (name === undefined || name === last.speaker)) last.text += ` ${text}`;
    else parts.push({ speaker: name ?? '', text });
  }
  return parts;
}

function decode(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };
  return text.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => signs[name] ?? '');
}

/** `WEBVTT - Title` in the first line. */
function titleOf(source: string): string | null {
  const title = squeeze(/^\ufeff?WEBVTT[ \t]+(.*)/.exec(source)?.[1]?.replace(/^[-–—:\s]+/, '') ?? '');
  return title === '' ? null : title;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}
