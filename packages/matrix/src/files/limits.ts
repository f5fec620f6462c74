/** The largest file that is encrypted in one piece; also what the embedded stack allows (`max_upload_size`). */
export const maxFileBytes = 100 * 1024 * 1024;
/** A thumbnail is made by the page at 800 x 600 at most; more than this is not one. */
export const maxThumbnailBytes = 1024 * 1024;

export type FileSizeRefusal = { readonly kind: "too-large"; readonly limitBytes: number };

/** Decides before anything is encrypted or stored; `serverLimitBytes` is `m.upload.size` where the server has said it. */
export function decideFileSize(sizeBytes: number, serverLimitBytes: number | null): FileSizeRefusal | null {
    const limitBytes = Math.min(maxFileBytes, serverLimitBytes ?? maxFileBytes);
    return sizeBytes > limitBytes ? { kind: "too-large", limitBytes } : null;
}
