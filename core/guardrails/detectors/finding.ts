/**
 * One thing that a detector saw. `start` and `end` are [start, end) offsets in the text, `kind` a stable code,
 * `confidence` 0..1 how sure the detector is, `fix` what may stand there instead.
 */
export type Finding = { start: number; end: number; kind: string; confidence: number; fix?: string };

/** Offsets of findings, as a guard's verdict has them. */
export function spansOf(findings: readonly Finding[]): [number, number][] {
  return findings.map(({ start, end }) => [start, end]);
}

/** Puts each finding's fix in its place; one without a fix is cut out. Of overlapping ones the earlier, longer one counts. */
export function applyFixes(text: string, findings: readonly Finding[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, fix } of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    result += text.slice(at, start) + (fix ?? '');
    at = end;
  }
  return result + text.slice(at);
}

/** Findings without those that overlap a surer one (or, of equals, an earlier and longer one). */
export function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const ranked = findings.toSorted(
    (a, b) => b.confidence - a.confidence || a.start - b.start || b.end - a.end,
  );
  for (const finding of ranked)
    if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding);
  return kept.sort((a, b) => a.start - b.start);
}

/** Findings of a global pattern's matches that pass a check of their text. */
export function matching(
  text: string,
  pattern: RegExp,
  kind: string,
  confidence: number,
  accepts: (found: string, at: number) => boolean = () => true,
): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(pattern))
    if (accepts(match[0], match.index))
      findings.push({ start: match.index, end: match.index + match[0].length, kind, confidence });
  return findings;
}
