import { Button, Table, TextField } from "@valise/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";

const address = /^@[^:\s]{1,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** One person, before anything is applied: which rooms, and whether they could read them. */
export function SimulatePerson() {
    const { t } = useI18n();
    const { manifest } = useAdmin();
    const { simulated, isBusy } = useStore(manifest);
    const [userId, setUserId] = useState("");
    const isWhole = address.test(userId.trim());
    return (
        <div className="stack">
            <h3>{t("admin.who.title")}</h3>
            <p className="small muted">{t("admin.who.text")}</p>
            <form
                className="row wrap desk-new"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (isWhole) void manifest.simulate(userId.trim());
                }}
            >
                <TextField
                    label={t("admin.who.address")}
                    value={userId}
                    onChange={setUserId}
                    placeholder="@name:agency.example"
                    isVerbatim
                    testId="simulate-address"
                />
                <Button type="submit" icon="eye" isDisabled={!isWhole} isBusy={isBusy} testId="simulate">
                    {t("admin.who.submit")}
                </Button>
            </form>
            {simulated !== null && <Rooms {...simulated} />}
        </div>
    );
}

type Simulated = NonNullable<ReturnType<ReturnType<typeof useAdmin>["manifest"]["getState"]>["simulated"]>;

function Rooms({ userId, rooms }: Simulated) {
    const { t } = useI18n();
    if (rooms.length === 0) return <p data-testid="simulated-none">{t("admin.who.none", { name: userId })}</p>;
    return (
        <Table
            name={t("admin.who.title")}
            columns={[
                { id: "room", title: t("admin.plan.room") },
                { id: "membership", title: t("admin.plan.effect") },
                { id: "label", title: t("admin.plan.label") },
                { id: "reads", title: t("admin.who.reads") },
            ]}
            rows={rooms.map(({ key, title, label, membership, reads }) => ({
                id: key,
                cells: [
                    <span key="room" className="foreign">
                        {cleanName(title)}
                    </span>,
                    t(`admin.who.membership.${membership}`),
                    label ?? "",
                    t(`admin.who.reads.${reads}`),
                ],
            }))}
            rowTestId="simulated-row"
        />
    );
}
