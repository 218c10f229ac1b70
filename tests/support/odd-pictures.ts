/** Normal and malformed pictures, some built byte by byte. */
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

type Shape = { width?: number; height?: number; colour?: string };

const plain = ({ width = 40, height = 30, colour = "#2a6f8f" }: Shape = {}) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

export const aPng = (shape?: Shape) => plain(shape).png().toBuffer();
export const aJpeg = (shape?: Shape) => plain(shape).jpeg().toBuffer();
export const aWebp = (shape?: Shape) => plain(shape).webp().toBuffer();
export const aGif = (shape?: Shape) => plain(shape).gif().toBuffer();

/** A picture of pixels that no compression makes smaller; the same for the same seed. */
export function noise(width: number, height: number, seed = 1) {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let index = 0; index < pixels.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[index] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export async function anAnimation(kind: "gif" | "webp", frames: number, size = 16) {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      plain({ width: size, height: size, colour: `rgb(${(index * 37) % 256}, ${index % 256}, 40)` })
        .png()
        .toBuffer(),
    ),
  );
  const joined = sharp(pictures, { join: { animated: true } });
  return kind === "gif" ? joined.gif({ loop: 0 }).toBuffer() : joined.webp({ loop: 0 }).toBuffer();
}

function chunk(type: string, data: Buffer) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named) >>> 0);
  return Buffer.concat([length, named, sum]);
}

/** A PNG by hand: of any size by its header, with any pixel data, and other chunks between. */
export function pngByHand(width: number, height: number, data: Buffer, others: [string, Buffer][] = []) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...others.map(([type, content]) => chunk(type, content)),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** 144 million pixels in a few kilobytes. */
export const aPixelBomb = () => pngByHand(12_000, 12_000, deflateSync(Buffer.alloc(12_001 * 12_000), { level: 9 }));

/** A JPEG with place, camera, a comment and a turned camera in its EXIF data. */
export const aJpegWithPlace = (orientation = 1) =>
  plain({ width: 60, height: 20 })
    .jpeg()
    .withExif({
      IFD0: { Make: "Spycam", Copyright: "Somebody Secret" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "51/1 30/1 3230/100",
        GPSLongitudeRef: "W",
        GPSLongitude: "0/1 7/1 4366/100",
      },
    })
    .withMetadata({ orientation })
    .toBuffer();
