import { checkboxText } from '../marks/checkbox.ts';
import type { Run } from './runs.ts';
import type { Box } from './shapes.ts';

/** Sides of boxes to tick, in points; larger squares are icons, smaller ones bullets. */
const side = { least: 7, most: 14 };
/** Outlines this near to each other are one box: its ground and its border. */
const near = 1;
/** The mark inside, of the box's side. */
const mark = { least: 0.3, most: 0.85, shapes: 2 };
const mostSquares = 400;

type TickBox = Box & { shapes: Box[]; marks: Box[] };

/** Boxes to tick that a page draws before words, as runs that say their state, and what is drawn beside them. */
export function takeTickBoxes(boxes: readonly Box[], runs: readonly Run[]): { ticks: Run[]; rest: Box[] } {
  const found = boxesToTick(boxes).flatMap((box) => {
    const words = runs.find((run) => standsBehind(run, box));
    return words === undefined || runs.some((run) => standsIn(run, box)) ? [] : [{ box, words }];
  });
  // A square by itself may be anything; boxes of a form are alike.
  const alike = found.filter(({ box }) =>
    found.some((other) => other.box !== box && Math.abs(widthOf(other.box) - widthOf(box)) <= near),
  );
  const taken = new Set(alike.flatMap(({ box }) => [...box.shapes, ...box.marks]));
  return {
    ticks: alike.map(({ box, words }) => ({
      ...words,
      text: `${checkboxText(box.marks.length > 0)} `,
      x0: box.x0,
      x1: box.x1,
      spaced: true,
    })),
    rest: boxes.filter((box) => !taken.has(box)),
  };
}

function boxesToTick(boxes: readonly Box[]): TickBox[] {
  const squares = boxes.filter(isSquare);
  if (squares.length > mostSquares) return [];
  const found: TickBox[] = [];
  for (const square of squares) {
    const same = found.find((box) => isNear(box, square));
    if (same === undefined) found.push({ ...square, shapes: [square], marks: [] });
    else same.shapes.push(square);
  }
  return found
    .map((box) => ({
      ...box,
      marks: boxes.filter((shape) => !box.shapes.includes(shape) && isMarkIn(shape, box)),
    }))
    .filter(({ shapes, marks }) => isOutlined(shapes) && marks.length <= mark.shapes);
}

const widthOf = (box: Box): number => box.x1 - box.x0;

function isSquare(box: Box): boolean {
  const [width, height] = [widthOf(box), box.y1 - box.y0];
  return width >= side.least && width <= side.most && Math.abs(width - height) <= 0.1 * width;
}

function isNear(one: Box, other: Box): boolean {
  return [one.x0 - other.x0, one.x1 - other.x1, one.y0 - other.y0, one.y1 - other.y1].every(
    (gap) => Math.abs(gap) <= near,
  );
}

/** A square that is only filled is a bullet. */
function isOutlined(shapes: readonly Box[]): boolean {
  return shapes.length > 1 || shapes.some(({ filled }) => !filled);
}

function isMarkIn(shape: Box, box: Box): boolean {
  const share = widthOf(shape) / widthOf(box);
  return (
    share >= mark.least &&
    share <= mark.most &&
    shape.x0 >= box.x0 &&
    shape.x1 <= box.x1 &&
    shape.y0 >= box.y0 &&
    shape.y1 <= box.y1
  );
}

function standsBehind(run: Run, box: Box): boolean {
  const middle = (box.y0 + box.y1) / 2;
  return (
    run.x0 >= box.x1 - near &&
    run.x0 - box.x1 <= 2 * run.size &&
    middle >= run.y - 0.4 * run.size &&
    middle <= run.y + run.size
  );
}

function standsIn(run: Run, box: Box): boolean {
  const [x, y] = [(run.x0 + run.x1) / 2, run.y + 0.3 * run.size];
  return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}
