import { sniffPicture } from "./sniffPicture.ts";

export interface Thumbnail {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly mimeType: "image/jpeg";
    readonly widthPx: number;
    readonly heightPx: number;
}

export interface PreparedPicture {
    /** Of the picture itself; null where it is none that may be decoded here. */
    readonly widthPx: number | null;
    readonly heightPx: number | null;
    readonly thumbnail: Thumbnail | null;
}

/** Makes a small picture of a picture. Decoding happens off the page's thread; a damaged picture becomes a plain file. */
export type PreparePicture = (bytes: Uint8Array<ArrayBuffer>) => Promise<PreparedPicture>;

const none: PreparedPicture = { widthPx: null, heightPx: null, thumbnail: null };
const maxSidePx = 640;
/** A header can claim any size; beyond this decoding is not tried. */
const maxPictureBytes = 40_000_000;

export const preparePicture: PreparePicture = async (bytes) => {
    const mimeType = sniffPicture(bytes);
    if (mimeType === null || bytes.length > maxPictureBytes) return none;
    try {
        using picture = closing(await createImageBitmap(new Blob([bytes], { type: mimeType })));
        const { width, height } = picture.bitmap;
        const scale = Math.min(1, maxSidePx / Math.max(width, height));
        const size = {
            widthPx: Math.max(1, Math.round(width * scale)),
            heightPx: Math.max(1, Math.round(height * scale)),
        };
        const thumbnail = await drawJpeg(picture.bitmap, size.widthPx, size.heightPx);
        return { widthPx: width, heightPx: height, thumbnail: { bytes: thumbnail, mimeType: "image/jpeg", ...size } };
    } catch {
        return none;
    }
};

async function drawJpeg(bitmap: ImageBitmap, widthPx: number, heightPx: number): Promise<Uint8Array<ArrayBuffer>> {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    // JPEG knows no transparency.
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, widthPx, heightPx);
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
    return new Uint8Array(await blob.arrayBuffer());
}

function closing(bitmap: ImageBitmap): { bitmap: ImageBitmap } & Disposable {
    return { bitmap, [Symbol.dispose]: () => bitmap.close() };
}
