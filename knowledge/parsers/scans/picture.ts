/** A picture in shades of grey, row by row from the top: 0 is black, 255 white. */
export type Picture = { width: number; height: number; data: Uint8Array };

const smallPixels = 300_000;

/** Pixels of 3 (RGB) or 4 (RGBA) bytes as shades; what is clear is white, as paper is. */
export function greyOf(width: number, height: number, pixels: ArrayLike<number>, bytes: 3 | 4): Picture {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    const from = at * bytes;
    const shade =
      (299 * (pixels[from] ?? 255) + 587 * (pixels[from + 1] ?? 255) + 114 * (pixels[from + 2] ?? 255)) /
      1000;
    const alpha = bytes === 4 ? (pixels[from + 3] ?? 255) / 255 : 1;
    data[at] = 255 - (255 - shade) * alpha;
  }
  return { width, height, data };
}

/** One bit a pixel, each row beginning with a new byte, as shades. `black`: the bit that is black. */
export function greyOfBits(width: number, height: number, bits: ArrayLike<number>, black: 0 | 1): Picture {
  const data = new Uint8Array(width * height);
  const rowBytes = Math.ceil(width / 8);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const bit = ((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      data[y * width + x] = bit === black ? 0 : 255;
    }
  return { width, height, data };
}

/** A picture with at most `pixels`. */
export function shrink(picture: Picture, pixels: number): Picture {
  return reduced(picture, Math.ceil(Math.sqrt((picture.width * picture.height) / pixels)));
}

/** Made smaller by a whole number: each pixel is the mean of those that it stands for. */
export function reduced(picture: Picture, by: number): Picture {
  if (by <= 1) return picture;
  const { width, height, data } = picture;
  const [w, h] = [Math.max(1, Math.floor(width / by)), Math.max(1, Math.floor(height / by))];
  const small = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const [right, bottom] = [Math.min(width, (x + 1) * by), Math.min(height, (y + 1) * by)];
      let sum = 0;
      for (let row = y * by; row < bottom; row += 1)
        for (let column = x * by; column < right; column += 1) sum += data[row * width + column] ?? 255;
      small[y * w + x] = sum / ((right - x * by) * (bottom - y * by));
    }
  return { width: w, height: h, data: small };
}

/** Twice as wide and high where it is small: letters of few pixels, as on screens, are read badly. */
export function doubled(picture: Picture): Picture {
  const { width, height, data } = picture;
  if (width * height > smallPixels) return picture;
  const at = (x: number, y: number): number =>
    data[Math.min(height - 1, y) * width + Math.min(width - 1, x)] ?? 255;
  const large = new Uint8Array(4 * width * height);
  for (let y = 0; y < 2 * height; y += 1)
    for (let x = 0; x < 2 * width; x += 1) {
      const [left, top] = [x >> 1, y >> 1];
      const [right, below] = [left + (x & 1), top + (y & 1)];
      large[2 * y * width + x] = (at(left, top) + at(right, top) + at(left, below) + at(right, below)) / 4;
    }
  return { width: 2 * width, height: 2 * height, data: large };
}

/** Turned clockwise by 90, 180 or 270 degrees; 0 gives the picture itself. */
export function turned(picture: Picture, degrees: number): Picture {
  const { width, height, data } = picture;
  if (degrees % 360 === 0) return picture;
  const isAcross = degrees % 180 !== 0;
  const [w, h] = isAcross ? [height, width] : [width, height];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const [fromX, fromY] =
        degrees === 90
          ? [y, height - 1 - x]
          : degrees === 180
            ? [width - 1 - x, height - 1 - y]
            : [width - 1 - y, x];
      out[y * w + x] = data[fromY * width + fromX] ?? 255;
    }
  return { width: w, height: h, data: out };
}
