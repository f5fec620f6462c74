import { parseDurationS } from "../manifest/durations.ts";
import type { Manifest } from "../manifest/manifestSchema.ts";
import { byCodeUnit, sortedUnique } from "./compare.ts";
import { type DesiredStatement, urnOfAgency } from "./Desired.ts";
import { ageOf, type Scope } from "./scope.ts";

/** What officers with `role:DIRECTORY` sign: each agency's directory of duties, and its crisis templates. */
export function resolveStatements(scope: Scope): readonly DesiredStatement[] {
    const { manifest } = scope.loaded;
    const templates = Object.entries(manifest.templates).flatMap(([key, template]) =>
        resolveTemplate(scope, key, template),
    );
    const directories = Object.keys(manifest.duties)
        .filter((agency) => manifest.agencies[agency] !== undefined)
        .map((agency) => resolveDirectory(scope, agency));
    return [...templates, ...directories].sort((a, b) => byCodeUnit(a.key, b.key));
}

function resolveDirectory({ loaded, people }: Scope, agency: string): DesiredStatement {
    const { manifest } = loaded;
    const posts = Object.entries(manifest.duties[agency] ?? {})
        .sort(([a], [b]) => byCodeUnit(a, b))
        .map(([post, duty]) => ({
            post,
            title: duty.title,
            holders: people.resolve(duty.holders, agency, ["duties", agency, post, "holders"]),
            deputies: people.resolve(duty.deputies, agency, ["duties", agency, post, "deputies"]),
        }));
    const title = manifest.agencies[agency]?.name ?? agency;
    return {
        key: `directories/${agency}`,
        kind: "directory",
        agency,
        title,
        content: { agency: urnOfAgency(agency), posts },
    };
}

function resolveTemplate(
    { loaded, labels, people, refuse }: Scope,
    key: string,
    template: Manifest["templates"][string],
): DesiredStatement[] {
    const { manifest, locate } = loaded;
    const label = labels.read(template.label);
    const wrong = [template.agency, ...template.agencies].find((id) => manifest.agencies[id] === undefined);
    if (wrong !== undefined)
        refuse({ ...locate(["templates", key]), rule: "unknown-reference", detail: `agencies.${wrong}` });
    if (label === undefined) {
        refuse({ ...locate(["templates", key, "label"]), rule: "label-invalid", detail: template.label });
        return [];
    }
    const highest = labels.read(manifest.agencies[template.agency]?.ceiling ?? "");
    if (highest !== undefined && !labels.isAtMost(label, highest))
        refuse({ ...locate(["templates", key, "label"]), rule: "label-above-agency-ceiling", detail: template.label });
    // Resolved for the check alone: who holds a duty is the directory's to say on the day.
    people.resolve(template.roles, template.agency, ["templates", key, "roles"]);
    return [
        {
            key: `templates/${key}`,
            kind: "template",
            agency: template.agency,
            title: template.title,
            content: {
                key,
                title: template.title,
                owner: urnOfAgency(template.agency),
                label: labels.format(label),
                agencies: sortedUnique(template.agencies).map(urnOfAgency),
                admission: template.admission,
                roles: sortedUnique(template.roles.map((role) => role.slice("duty:".length))),
                checklist: template.checklist.map(({ text, owner, within }) => ({
                    text,
                    ...(owner !== undefined && { owner }),
                    ...(within !== undefined && { withinS: parseDurationS(within) }),
                })),
                ...(template.sitrepEvery !== undefined && { sitrepEveryS: parseDurationS(template.sitrepEvery) }),
                maxAgeS: ageOf(template.retention ?? manifest.defaults?.retention),
                standbyRooms: template.standbyRooms,
            },
        },
    ];
}
