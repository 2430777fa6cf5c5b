/** The upper half (bytes 80 to FF) of charsets that old programs of DOS write and `TextDecoder` does not know. */
const upperHalves: Readonly<Record<string, string>> = {
  ibm850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  ibm437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  ibm852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
};
const otherNames = /^(?:cp|dos-?|ibm|ibm-|cp-)?(437|850|852)$/;

/** The name of such a charset, `ibm850` for `cp850`; null for all others. */
export function dosCharset(name: string): string | null {
  const number = otherNames.exec(name.trim().toLowerCase())?.[1];
  return number === undefined ? null : `ibm${number}`;
}

/** Bytes to text in any charset, strictly; null where it does not allow them or nobody knows it. */
export function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  const upper = upperHalves[charset];
  if (upper !== undefined) return fromUpperHalf(bytes, upper);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function fromUpperHalf(bytes: Uint8Array, upper: string): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return latin.replace(/[\u0080-\u00ff]/g, (char) => upper.charAt(char.charCodeAt(0) - 0x80));
}
