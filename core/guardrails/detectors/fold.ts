import { fewMarks, squeezeRuns } from '../../text/runs.ts';

/** Letters that look like Latin ones. */
const ALIKE: Record<string, string> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ԁ: 'd',
  һ: 'h',
  ј: 'j',
  ո: 'n',
  ν: 'v',
  α: 'a',
  ο: 'o',
  ρ: 'p',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  τ: 't',
  ɡ: 'g',
  ɩ: 'i',
  ℓ: 'l',
  ʀ: 'r',
  ɴ: 'n',
  ʟ: 'l',
  ɪ: 'i',
};
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

/**
 * A text as it reads when it was disguised: look-alike letters, digits for letters, letters set apart, base64. Null when there
 * is nothing to take off, so that ordinary text is looked at once.
 */
export function foldDisguise(text: string): string | null {
  const short = fewMarks(squeezeRuns(text).text);
  let folded = short
    .normalize('NFKC')
    .replace(/[\u0370-\u03ff\u0400-\u058f\u0250-\u02ff\u2113]/gu, (char) => ALIKE[char] ?? char);
  // i g n o r e, i.g.n.o.r.e, i-g-n-o-r-e: runs of at least four single letters; two spaces part words.
  folded = folded.replace(
    /(?<![\p{L}\p{N}])[\p{L}\p{N}@$!](?:[ .*_-]{1,2}[\p{L}\p{N}@$!]){3,}(?![\p{L}\p{N}])/gu,
    (run) =>
      run
        .replace(/[ .*_-]{2,}/g, '\u0000')
        .replace(/[ .*_-]/g, '')
        .replaceAll('\u0000', ' '),
  );
  folded = folded.replace(/(?<=\p{L})[._*-](?=\p{L}[._*-])/gu, '');
  folded = folded.replace(/\S+/gu, (word) =>
    !/\p{L}/u.test(word) || /^https?:|@[^@]*\./.test(word)
      ? word
      : word.replace(
          /(?<=\p{L})[0134578@$!|](?=\p{L})|^[0134578@$|](?=\p{L}{2})|(?<=\p{L})[034578@$](?=$|[0134578@$!|])/gu,
          (char) => LEET[char] ?? char,
        ),
  );
  folded += decoded(short);
  return folded === short ? null : folded;
}

/** What stands in base64 in a text, as far as it is readable. */
function decoded(text: string): string {
  return [...text.matchAll(/(?<![\w+/=])[A-Za-z\d+/]{24,2000}={0,2}(?![\w+/=])/g)]
    .map(([code]) => Buffer.from(code, 'base64').toString('utf8'))
    .filter((plain) => /^[\p{L}\p{N}\p{P}\p{Z}\s]+$/u.test(plain) && plain.includes(' '))
    .map((plain) => `\n${plain}`)
    .join('');
}
