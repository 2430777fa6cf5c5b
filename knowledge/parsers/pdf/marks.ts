import { turnPoint } from './runs.ts';
import type { Box, Row, Rules } from './shapes.ts';

type Ops = { fnArray: ArrayLike<number>; argsArray: ArrayLike<unknown> };
/** Numbers of pdf.js for what is read here. */
export type OpNames = Readonly<Record<string, number>>;

/** More drawn shapes than this are a picture, not a table. */
const mostBoxes = 5_000;

/** The outlines of what a page draws; their shape is not looked at. */
export function boxesOf(ops: Ops, names: OpNames, angle: number): Box[] {
  const boxes: Box[] = [];
  const stack: number[][] = [];
  let at = [1, 0, 0, 1, 0, 0];
  for (let index = 0; index < ops.fnArray.length && boxes.length < mostBoxes; index += 1) {
    const op = ops.fnArray[index];
    const args = ops.argsArray[index] as ArrayLike<unknown> | null;
    if (op === names['save']) stack.push(at);
    else if (op === names['restore']) at = stack.pop() ?? at;
    else if (op === names['transform']) at = multiply(at, Array.from(args ?? []).map(Number));
    else if (op === names['paintFormXObjectBegin']) {
      stack.push(at);
      const [matrix] = Array.from(args ?? []);
      if (Array.isArray(matrix)) at = multiply(at, matrix.map(Number));
    } else if (op === names['paintFormXObjectEnd']) at = stack.pop() ?? at;
    else if (op === names['constructPath'] && args !== null) {
      const paint = Number(args[0]);
      if (paint === names['endPath']) continue;
      const bounds = Array.from((args[2] ?? []) as ArrayLike<number>);
      if (bounds.length !== 4) continue;
      const strokes = [names['stroke'], names['closeStroke']].includes(paint);
      boxes.push(place(bounds, at, angle, !strokes));
    }
  }
  return boxes;
}

/** Round or square marks before a line: bullets that are drawn and not written. */
export function dotsOf(boxes: readonly Box[]): Box[] {
  return boxes.filter(({ x0, x1, y0, y1, filled: _ }) => {
    const width = x1 - x0;
    const height = y1 - y0;
    return (
      width >= 1 &&
      width <= 8 &&
      height >= 1 &&
      height <= 8 &&
      Math.abs(width - height) <= 0.35 * Math.max(width, height)
    );
  });
}

/** Finds the rules of tables among what a page draws. */
export function rulesOf(boxes: readonly Box[]): Rules {
  const across: Box[] = [];
  const down: Box[] = [];
  for (const box of boxes) {
    const width = box.x1 - box.x0;
    const height = box.y1 - box.y0;
    if (height <= 3 && width >= 12) across.push(box);
    else if (width <= 3 && height >= 6) down.push(box);
    else if (width >= 12 && height >= 6) {
      // A frame or a shaded cell: its four sides.
      across.push({ ...box, y1: box.y0 }, { ...box, y0: box.y1 });
      down.push({ ...box, x1: box.x0 }, { ...box, x0: box.x1 });
    }
  }
  const near = (rows: readonly Row[]): { across: number[]; down: number[] } => {
    const top = Math.max(...rows.map((row) => row.top));
    const bottom = Math.min(...rows.map((row) => row.bottom));
    const left = Math.min(...rows.map((row) => row.pieces[0]?.x0 ?? 0));
    const right = Math.max(...rows.map((row) => row.pieces.at(-1)?.x1 ?? 0));
    const inX = (box: Box): number => Math.min(box.x1, right) - Math.max(box.x0, left);
    const inY = (box: Box): number => Math.min(box.y1, top) - Math.max(box.y0, bottom);
    const lines = across.filter((box) => box.y0 >= bottom - 14 && box.y1 <= top + 14 && inX(box) > 0);
    return {
      across: distinct(
        lines.map((box) => box.y0),
        (y) =>
          lines.filter((box) => Math.abs(box.y0 - y) <= 2).reduce((sum, box) => sum + inX(box), 0) >=
          0.6 * (right - left),
      ),
      down: distinct(
        down
          .filter((box) => inY(box) > 0 && box.x0 >= left - 14 && box.x1 <= right + 14)
          .map((box) => box.x0),
        () => true,
      ),
    };
  };
  return {
    isGrid(rows) {
      if (boxes.length === 0 || rows.length === 0) return false;
      const found = near(rows);
      return found.across.length >= 3 || (found.across.length >= 2 && found.down.length >= 3);
    },
    around(row) {
      const found = near([row]);
      return found.across.length >= 2 && found.down.length >= 3;
    },
    divide(rows) {
      if (boxes.length === 0) return null;
      const lines = near(rows).across.sort((a, b) => b - a);
      const groups: Row[][] = [];
      let index = -1;
      for (const row of rows) {
        const passed = lines.filter((y) => y > row.y + 0.2 * (row.top - row.y)).length;
        if (passed !== index || groups.length === 0) groups.push([row]);
        else groups.at(-1)?.push(row);
        index = passed;
      }
      // A rule under the names and one at the end divide nothing: each part must be about a row.
      return groups.length >= 3 &&
        groups.length >= 0.34 * rows.length &&
        Math.max(...groups.map((group) => group.length)) <= 12
        ? groups
        : null;
    },
  };
}

function distinct(values: readonly number[], counts: (value: number) => boolean): number[] {
  const kept: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (value - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) > 3 && counts(value)) kept.push(value);
  return kept;
}

function place(bounds: readonly number[], at: readonly number[], angle: number, filled: boolean): Box {
  const [left = 0, low = 0, right = 0, high = 0] = bounds;
  const corners = [
    [left, low],
    [right, low],
    [left, high],
    [right, high],
  ].map(([x = 0, y = 0]) => {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = at;
    return turnPoint(a * x + c * y + e, b * x + d * y + f, angle);
  });
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys), filled };
}

/** The matrix that does `inner` first and then `outer`. */
export function multiply(outer: readonly number[], inner: readonly number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
