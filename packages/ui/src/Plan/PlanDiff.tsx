import { Tag } from "../Badge/Badge.tsx";
import { Checkbox } from "../Choice/Toggle.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";

export interface PlanLine {
    readonly tone: "add" | "del" | "plain";
    readonly text: string;
}

export interface PlanTag {
    readonly text: string;
    readonly tone: "plain" | "warn" | "bad";
}

export interface PlanRow {
    readonly id: string;
    readonly action: "create" | "change" | "replace" | "destroy";
    /** The action in words. */
    readonly actionName: string;
    /** What it is: "room", "account". */
    readonly kind: string;
    readonly title: string;
    /** How the manifest names it. */
    readonly key: string;
    readonly tags: readonly PlanTag[];
    readonly lines: readonly PlanLine[];
    /** Where a person may limit what is done to this and the like. */
    readonly choose?: PlanChoice | undefined;
    /** Where nothing is done unless a person says so. */
    readonly allow?: PlanChoice | undefined;
}

export interface PlanChoice {
    readonly text: string;
    readonly isOn: boolean;
    readonly onChange: (isOn: boolean) => void;
}

export interface PlanDiffProps {
    readonly name: string;
    /** Said above rows that are held back, in a frame that sets them apart. */
    readonly held?: { readonly title: string; readonly text: string } | undefined;
    readonly rows: readonly PlanRow[];
    readonly testId?: string | undefined;
}

const signs = { create: "+", change: "~", replace: "±", destroy: "−" } as const;
const looks = { create: "add", change: "mod", replace: "del", destroy: "del" } as const;
const lineSigns = { add: "+ ", del: "− ", plain: "  " } as const;

/** What would be made, changed and ended, one after another; the lines below each say how. */
export function PlanDiff({ name, rows, held, testId }: PlanDiffProps) {
    if (held !== undefined)
        return (
            <section className="diff-held" aria-label={name}>
                <p className="diff-held-head">
                    <Icon name="warning" />
                    <b>{held.title}</b> <span className="small ink2">{held.text}</span>
                </p>
                <PlanDiff name={name} rows={rows} testId={testId} />
            </section>
        );
    return (
        <ul className="diff" aria-label={name} data-testid={testId}>
            {rows.map((row) => (
                <li key={row.id} data-testid="plan-row" data-id={row.key} data-action={row.action}>
                    <Head row={row} />
                    {row.lines.length > 0 && <Lines lines={row.lines} />}
                </li>
            ))}
        </ul>
    );
}

function Head({ row }: { readonly row: PlanRow }) {
    return (
        <div className="diff-row">
            <span className={classNames("op", `op-${looks[row.action]}`)} role="img" aria-label={row.actionName}>
                {signs[row.action]}
            </span>
            <span className="diff-words">
                <span className="muted">{row.kind}</span> <b className="foreign">{row.title}</b>{" "}
                <span className="small muted mono foreign">{row.key}</span>
            </span>
            <span className="row wrap diff-end">
                {row.tags.map(({ text, tone }) => (
                    <Tag key={text} tone={tone}>
                        {text}
                    </Tag>
                ))}
                {row.allow !== undefined && (
                    <Checkbox
                        text={row.allow.text}
                        isOn={row.allow.isOn}
                        onChange={row.allow.onChange}
                        testId="plan-allow"
                    />
                )}
                {row.choose !== undefined && <Choose {...row.choose} />}
            </span>
        </div>
    );
}

/** Its words are heard, not seen: the row beside it says what it is. */
function Choose({ text, isOn, onChange }: PlanChoice) {
    return (
        <input
            type="checkbox"
            className="check"
            aria-label={text}
            checked={isOn}
            onChange={(event) => onChange(event.currentTarget.checked)}
            data-testid="plan-choose"
        />
    );
}

/** Lines that go and come, by sign and colour, in a frame of their own. */
export function DiffLines({ lines, testId }: { readonly lines: readonly PlanLine[]; readonly testId: string }) {
    return (
        <div className="diff-alone" data-testid={testId}>
            <Lines lines={lines} />
        </div>
    );
}

function Lines({ lines }: { readonly lines: readonly PlanLine[] }) {
    return (
        <div className="diff-lines">
            {lines.map(({ tone, text }) => (
                <div key={`${tone} ${text}`} className={tone === "plain" ? "foreign" : `diff-${tone} foreign`}>
                    {lineSigns[tone]}
                    {text}
                </div>
            ))}
        </div>
    );
}
