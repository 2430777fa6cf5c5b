import type { BlockBuilder, Place } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import { squeeze } from '../text/text-tidy.ts';

/**
 * Headings and labels in front of a builder. What a tab or an accordion shows stands under a heading of its own, and what
 * comes behind it under the heading that was there before. A lone bold line is put before the text that it is the label of.
 */
export type Labels = {
  heading(level: number, text: string, place: Place): void;
  /** `isBold`: all of it is set as a label. */
  paragraph(text: string, place: Place, isBold: boolean): void;
  /** A part with a label begins; null = its label is still to come, or is none. */
  open(label: string | null, place: Place): void;
  /** The label of the part that was opened last. */
  name(label: string, place: Place): void;
  close(): void;
  /** Something that no label is put before comes next. */
  settle(): void;
  /** The heading that text would stand under now. */
  current(): Heading | null;
  /** Text that comes next stands under an earlier heading again. */
  goBack(heading: Heading): void;
  /** The piece ends; what comes behind it would stand under the heading given back, where that is another. */
  end(): Heading | null;
};

/** A heading that text may stand under. */
export type Heading = { level: number; text: string; place: Place };

const { labelChars } = parserLimits.block;
const LONGEST_VALUE = 400;

/** Makes labels for one document. `under`: the heading that stands over all of it. */
export function createLabels(builder: BlockBuilder, under: Heading | null = null): Labels {
  let current = under;
  let goBack: Heading | null = null;
  let label: { text: string; place: Place } | null = null;
  const open: { outer: Heading | null; named: boolean }[] = [];

  const show = (heading: Heading): void => {
    builder.heading(heading.level, heading.text, heading.place);
    current = heading;
    goBack = null;
  };
  /** A label that no text follows is a paragraph. */
  const giveLabel = (): void => {
    if (label === null) return;
    const { text, place } = label;
    label = null;
    builder.paragraph(text, place);
  };
  const settle = (): void => {
    if (goBack !== null) show(goBack);
    giveLabel();
  };
  const name = (text: string, place: Place): void => {
    const part = open.at(-1);
    if (part === undefined || squeeze(text) === '') return;
    giveLabel();
    part.named = true;
    show({ level: Math.min(6, (part.outer?.level ?? 1) + 1), text: squeeze(text), place });
  };

  return {
    heading(level, text, place) {
      giveLabel();
      show({ level, text, place });
    },
    paragraph(text, place, isBold) {
      if (!isBold && label === null) {
        settle();
        builder.paragraph(text, place);
        return;
      }
      const line = squeeze(text);
      if (isBold && line.length <= labelChars && !/[.!?;,]$/.test(line)) {
        settle();
        label = { text: line, place };
        return;
      }
      if (label === null || line.length > LONGEST_VALUE) {
        settle();
        builder.paragraph(text, place);
        return;
      }
      const { text: lead, place: from } = label;
      label = null;
      if (goBack !== null) show(goBack);
      builder.paragraph(`${lead.replace(/\s*:$/, '')}: ${text.trimStart()}`, {
        ...place,
        ...(from.startLine === undefined ? {} : { startLine: from.startLine }),
      });
    },
    open(text, place) {
      open.push({ outer: goBack ?? current, named: false });
      if (text !== null) name(text, place);
    },
    name,
    close() {
      giveLabel();
      const part = open.pop();
      if (part?.named !== true) return;
      if (part.outer !== null) goBack = part.outer;
      // The next part stands beside this one, not below it.
      else current = null;
    },
    settle,
    current: () => goBack ?? current,
    goBack(heading) {
      goBack = heading;
    },
    end() {
      giveLabel();
      return goBack;
    },
  };
}
