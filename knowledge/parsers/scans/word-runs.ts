import { median } from '../pdf/median.ts';
import type { Run } from '../pdf/runs.ts';
import { meanConfidence, type SeenLine, type SeenWord } from './text-reader.ts';

/** What most of a page is set in is given this size, in points: what lays pages out measures in them. */
const bodySize = 10;
/** Lines that the reader is less sure of are marks and parts of pictures. Words of other lines all stay: one left out could turn the meaning. */
const leastConfidence = 0.45;
/** A page that it reads worse than this on average holds no text that it can read. */
const leastMean = 0.6;
/** What dots before lines are taken for, unless the reader is as sure as this. */
const bulletLike = /^[«»<>*°•·.©®¢¥e@oO0+~■▪-]$/;
const surelyLetter = 0.85;
/** Letters of a word that reach up or down, and how high they make it, in sizes of its font. */
const high = /[\p{Lu}\p{N}bdfhklt!?()[\]/]/u;
const low = /[gjpqy,;()[\]/Q]/;
const heights = { small: 0.5, high: 0.72, low: 0.2 };
/** Lines whose letters differ less than this from most are set like most: the reader measures unevenly. */
const sameSize = { from: 0.8, to: 1.22 };

type Line = { words: SeenWord[]; size: number; chars: number };

/** Lines that were read from a picture as the runs of a page, so that they are laid out as a PDF's are. [] = it holds no text. */
export function runsOf(seen: readonly SeenLine[]): Run[] {
  const lines = seen.flatMap((words): Line[] => {
    const written = withBullet(words).filter(({ text }) => text.trim() !== '');
    return meanConfidence(written) < leastConfidence ? [] : [measured(written)];
  });
  if (meanConfidence(lines.flatMap(({ words }) => words)) < leastMean) return [];
  const tilt = tiltOf(lines);
  const usual = usualSize(lines);
  const scale = bodySize / usual;
  return lines.flatMap(({ words, size }): Run[] => {
    const ratio = size / usual;
    const isUsual = ratio > sameSize.from && ratio < sameSize.to;
    const points = isUsual ? bodySize : Math.max(4, Math.round((ratio * bodySize) / 2) * 2);
    // All words of a line stand on one height, as if the page had been straight.
    const base = median(
      words.map(({ text, x0, bottom }) => bottom - (low.test(text) ? heights.low * size : 0) - tilt * x0),
    );
    return words.map((word) => ({
      text: word.text.trim(),
      x0: word.x0 * scale,
      x1: word.x1 * scale,
      y: -base * scale,
      size: points,
      font: 'scan',
      stretch: 1,
      mono: false,
      rtl: false,
      spaced: true,
    }));
  });
}

/** A dot before a line is read as all sorts of small signs, with little confidence. */
function withBullet(words: SeenLine): SeenLine {
  const [first, second] = words;
  if (first === undefined || second === undefined || !bulletLike.test(first.text)) return words;
  const height = (word: SeenWord): number => word.bottom - word.top;
  const isSmall = height(first) < 0.6 * Math.max(...words.slice(1).map(height));
  if (!isSmall || first.confidence > surelyLetter) return words;
  return [{ ...first, text: '•', confidence: second.confidence }, ...words.slice(1)];
}

function measured(words: SeenWord[]): Line {
  return {
    words,
    size: median(words.map((word) => (word.bottom - word.top) / reach(word.text))),
    chars: words.reduce((sum, word) => sum + word.text.length, 0),
  };
}

function reach(text: string): number {
  return (high.test(text) ? heights.high : heights.small) + (low.test(text) ? heights.low : 0);
}

/** How much a page leans: the rise of its long lines, in pixels a pixel. */
function tiltOf(lines: readonly Line[]): number {
  const slopes = lines.flatMap(({ words }) => {
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined || words.length < 4) return [];
    const middle = (word: SeenWord): number => (word.top + word.bottom) / 2;
    return [(middle(last) - middle(first)) / Math.max(1, last.x0 - first.x0)];
  });
  return slopes.length < 3 ? 0 : median(slopes);
}

/** The size of most letters. */
function usualSize(lines: readonly Line[]): number {
  const sizes = lines.flatMap(({ size, chars }) => Array.from({ length: Math.min(chars, 200) }, () => size));
  return Math.max(1, median(sizes));
}
