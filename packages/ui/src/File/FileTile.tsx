import { Button } from "../Button/Button.tsx";
import { Icon } from "../Icon/Icon.tsx";
import { LabelBadge, type LabelSnapshot } from "../Marking/Marking.tsx";

export type FileTransfer =
    | { readonly kind: "none"; readonly isOnDevice: boolean }
    /** To be sent, and not on its way yet. */
    | { readonly kind: "waiting" }
    | { readonly kind: "uploading" | "downloading"; readonly doneBytes: number }
    | { readonly kind: "failed"; readonly code: string };

export interface FileSnapshot {
    readonly name: string;
    readonly mimeType: string;
    readonly sizeBytes: number;
    readonly transfer: FileTransfer;
    readonly label?: LabelSnapshot | undefined;
    /** A picture that this client decrypted or made: only a `blob:` address is ever shown. */
    readonly thumbnail?: { readonly blobUrl: string; readonly widthPx: number; readonly heightPx: number } | undefined;
    readonly mayOpen: boolean;
}

export interface FileWords {
    readonly formatSize: (sizeBytes: number) => string;
    readonly onDevice: string;
    readonly progress: (doneBytes: number, sizeBytes: number) => string;
    /** Names the bar. */
    readonly transfer: (kind: "uploading" | "downloading", name: string) => string;
    readonly failed: (code: string) => string;
    readonly open: string;
    readonly cancel: string;
    readonly retry: string;
    readonly picture: (name: string) => string;
}

export interface FileActions {
    /** Opens it outside the app; asked and marked there. */
    readonly openFile: (messageId: string) => void;
    readonly cancelTransfer: (messageId: string) => void;
    readonly retryTransfer: (messageId: string) => void;
}

export interface FileTileProps {
    readonly messageId: string;
    readonly file: FileSnapshot;
    readonly actions: FileActions;
    readonly words: FileWords;
}

const maxThumbnailPx = 320;

/** At most five letters of the ending, for the drawing of a sheet. */
export function fileMark(name: string): string {
    const ending = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
    return ending === undefined ? "" : ending.toUpperCase();
}

/** A file in a conversation: name, size, how far it is, and what can be done. Never rendered inside the app. */
export function FileTile({ messageId, file, actions, words }: FileTileProps) {
    return (
        <div className="file-wrap">
            <Thumbnail file={file} words={words} />
            <div className="file" data-testid="file" data-state={file.transfer.kind}>
                <span className="file-mark" aria-hidden="true">
                    {fileMark(file.name) || <Icon name="file" size="s" />}
                </span>
                <div className="file-words">
                    <b className="foreign" dir="auto">
                        {file.name}
                    </b>
                    <FileDetail file={file} words={words} />
                </div>
                <FileAction messageId={messageId} file={file} actions={actions} words={words} />
            </div>
        </div>
    );
}

function Thumbnail({ file, words }: Pick<FileTileProps, "file" | "words">) {
    const { thumbnail } = file;
    if (thumbnail === undefined || !thumbnail.blobUrl.startsWith("blob:")) return null;
    const scale = Math.min(1, maxThumbnailPx / Math.max(thumbnail.widthPx, thumbnail.heightPx, 1));
    return (
        <img
            className="file-picture"
            src={thumbnail.blobUrl}
            width={Math.round(thumbnail.widthPx * scale)}
            height={Math.round(thumbnail.heightPx * scale)}
            alt={words.picture(file.name)}
            decoding="async"
        />
    );
}

function FileDetail({ file, words }: Pick<FileTileProps, "file" | "words">) {
    const { transfer } = file;
    if (transfer.kind === "failed") {
        return (
            <p className="small">
                <span className="state is-bad">
                    <Icon name="warning" size="s" />
                    {words.failed(transfer.code)}
                </span>{" "}
                <code className="mono muted">{transfer.code}</code>
            </p>
        );
    }
    if (transfer.kind === "none" || transfer.kind === "waiting") {
        return (
            <p className="small muted file-facts">
                {words.formatSize(file.sizeBytes)}
                {file.label !== undefined && <LabelBadge label={file.label} />}
                {transfer.kind === "none" && transfer.isOnDevice && <span>{words.onDevice}</span>}
            </p>
        );
    }
    const text = words.progress(transfer.doneBytes, file.sizeBytes);
    return (
        <div className="small muted">
            {text}
            <progress
                className="file-bar"
                data-testid="file-progress"
                value={transfer.doneBytes}
                max={Math.max(file.sizeBytes, 1)}
                aria-label={words.transfer(transfer.kind, file.name)}
                aria-valuetext={text}
            />
        </div>
    );
}

function FileAction({ messageId, file, actions, words }: FileTileProps) {
    switch (file.transfer.kind) {
        case "waiting":
        case "uploading":
        case "downloading":
            return (
                <Button size="s" onPress={() => actions.cancelTransfer(messageId)} testId="file-cancel">
                    {words.cancel}
                </Button>
            );
        case "failed":
            return (
                <Button size="s" onPress={() => actions.retryTransfer(messageId)} testId="file-retry">
                    {words.retry}
                </Button>
            );
        case "none":
            return file.mayOpen ? (
                <Button size="s" onPress={() => actions.openFile(messageId)} testId="file-open">
                    {words.open}
                </Button>
            ) : null;
    }
}
